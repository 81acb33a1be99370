package io.nerest.console.gateway;

import io.nerest.console.session.ConsoleConfig;
import java.net.URI;

/** The services that the console calls. */
public enum ServiceName {
    INGEST,
    SELECTOR,
    TRAINER;

    /** Returns the service's URL. */
    public URI url(ConsoleConfig config) {
        return switch (this) {
            case INGEST -> config.ingest();
            case SELECTOR -> config.selector();
            case TRAINER -> config.trainer();
        };
    }
}
