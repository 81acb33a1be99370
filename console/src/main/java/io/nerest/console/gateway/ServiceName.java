package io.nerest.console.gateway;

import io.nerest.console.session.ConsoleConfig;
import java.net.URI;

/** The services that the console calls. */
public enum ServiceName {
    INGEST,
    /** Only its state is shown; no request of a page is passed on to it. */
    SCORING,
    SELECTOR,
    TRAINER;

    /** Returns the service's URL. */
    public URI url(ConsoleConfig config) {
        return switch (this) {
            case INGEST -> config.ingest();
            case SCORING -> config.scoring();
            case SELECTOR -> config.selector();
            case TRAINER -> config.trainer();
        };
    }
}
