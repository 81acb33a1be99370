package io.nerest.simulator.dataset;

import java.io.Serial;

/** A data set that cannot be read as one; the message names the file, the line where there is one, and the fault. */
public final class DatasetPlanException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public DatasetPlanException(String message) {
        super(message);
    }

    public DatasetPlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
