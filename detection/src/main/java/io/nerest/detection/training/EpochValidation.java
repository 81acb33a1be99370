package io.nerest.detection.training;

import java.io.IOException;

/** Looks, at the end of an epoch, what the averaged weights do on the validation set. */
@FunctionalInterface
interface EpochValidation {
    EpochReport.Validation run() throws IOException, InterruptedException;
}
