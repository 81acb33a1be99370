package io.nerest.detection.training;

import io.nerest.detection.network.Losses;

/** The mean of losses over an epoch's batches. */
final class RunningLosses {
    private double box;
    private double cls;
    private double dfl;
    private int batches;

    void add(Losses losses) {
        box += losses.box();
        cls += losses.cls();
        dfl += losses.dfl();
        batches++;
    }

    Losses mean() {
        return new Losses((float) (box / batches), (float) (cls / batches), (float) (dfl / batches));
    }
}
