package io.nerest.formats.model;

import java.io.IOException;

/** An annotation file cannot be used; the message names the file, the place, and what to do. */
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    public FormatException(String message) {
        super(message);
    }

    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
