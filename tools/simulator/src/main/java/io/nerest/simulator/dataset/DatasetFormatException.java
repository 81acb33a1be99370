package io.nerest.simulator.dataset;

import java.io.Serial;

/** A data set on disk is invalid. The message names the file, the line if there is one, and the fault. */
public final class DatasetFormatException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public DatasetFormatException(String message) {
        super(message);
    }

    public DatasetFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
