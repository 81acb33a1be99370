package io.nerest.simulator.dataset;

import java.io.Serial;

/** A data set that cannot be read as one; the message names the file, the line where there is one, and the fault. */
public final class DatasetException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
