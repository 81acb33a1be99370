package io.nerest.experiments.files;

import java.io.IOException;

/** A file that is there, but does not hold what it should; the message says which, and what to do. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    public DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
