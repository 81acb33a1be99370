package io.nerest.detector.model;

import java.io.IOException;

/** A weights file can be read, but its network cannot be used. */
public final class InvalidNetworkException extends IOException {
    private final String field;

    /** @param field {@code file} or {@code classNames}: what to change */
    public InvalidNetworkException(String field, String problem) {
        super(problem);
        this.field = field;
    }

    /** Returns what to change: {@code file} or {@code classNames}. */
    public String field() {
        return field;
    }
}
