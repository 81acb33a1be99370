package io.nerest.training.dataset;

import java.io.IOException;

/** A data set that cannot be used at all; the message says where it fails and what to do. */
public final class DatasetException extends IOException {

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
