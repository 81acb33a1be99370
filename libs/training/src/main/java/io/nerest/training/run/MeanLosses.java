package io.nerest.training.run;

import io.nerest.training.network.LossComponents;

/** The mean of losses over an epoch's batches. */
final class MeanLosses {
    private double box;
    private double cls;
    private double dfl;
    private int batches;

    void add(LossComponents losses) {
        box += losses.box();
        cls += losses.cls();
        dfl += losses.dfl();
        batches++;
    }

    LossComponents mean() {
        return new LossComponents((float) (box / batches), (float) (cls / batches), (float) (dfl / batches));
    }
}
