package io.nerest.training.validation;

import java.io.IOException;

/** Receives the detections of a validation pass, batch by batch, such as to write or draw them. */
@FunctionalInterface
public interface ValidationSink {

    /** Receives one batch. */
    void accept(ValidatedBatch batch) throws IOException;
}
