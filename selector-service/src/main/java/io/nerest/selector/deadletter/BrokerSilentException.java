package io.nerest.selector.deadletter;

import org.jspecify.annotations.Nullable;

/** The broker did not answer in time. */
public final class BrokerSilentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerSilentException(@Nullable Throwable cause) {
        super("the broker does not answer; try again when it is reachable", cause);
    }
}
