package io.nerest.messaging.sending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is emptied. */
@ConfigMapping(prefix = "nerest.outbox")
public interface SendingConfig {
    /** Most records sent in one transaction. */
    @WithDefault("500")
    int batchSize();

    /** How often the table is looked at without a signal: records of a pod that died are found by it. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Longest wait for the broker's acknowledgements before the records are sent anew. */
    @WithDefault("30s")
    Duration acknowledgementLimit();
}
