package io.nerest.experiments.files;

import java.io.IOException;

/** Thrown for a file with invalid content; the message names it and says what to do. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
