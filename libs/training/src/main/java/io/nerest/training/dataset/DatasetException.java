package io.nerest.training.dataset;

import java.io.IOException;

/** The data set is unusable; the message names the place and the remedy. */
public final class DatasetException extends IOException {

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
