package io.nerest.training.run;

import java.io.IOException;

/** Validates the averaged weights (EMA) at the end of an epoch. */
@FunctionalInterface
interface EpochValidator {

    /**
     * Runs one pass over the validation set.
     *
     * @param draw whether to draw the first batches with their labels and detections
     */
    EpochReport.Validation validate(boolean draw) throws IOException, InterruptedException;
}
