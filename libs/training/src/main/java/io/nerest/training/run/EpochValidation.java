package io.nerest.training.run;

import java.io.IOException;

/** Looks what the averaged weights do on the validation set. */
@FunctionalInterface
interface EpochValidation {

    /**
     * One pass over the set.
     *
     * @param draw whether the first batches are drawn with their labels and with what was found
     */
    EpochReport.Validation run(boolean draw) throws IOException, InterruptedException;
}
