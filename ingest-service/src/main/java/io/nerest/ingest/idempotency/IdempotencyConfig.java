package io.nerest.ingest.idempotency;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long the answers of requests with an {@code Idempotency-Key} are kept. */
@ConfigMapping(prefix = "nerest.ingest.idempotency")
public interface IdempotencyConfig {
    @ConfigDescription(
            "How long the answer of a request with an `Idempotency-Key` is kept and returned to repetitions.")
    @WithDefault("24h")
    @DurationMin(seconds = 1)
    Duration keptFor();

    @ConfigDescription(
            "How long a request may take before a repetition is processed too, because its pod may have been killed.")
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration lease();
}
