package io.nerest.detector.model;

import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.Operation;
import io.nerest.detector.architecture.Operation.Convolution;

/** How much a network computes. */
public final class Complexity {
    private Complexity() {}

    /**
     * Billions of floating-point operations for one square picture, a multiplication and an addition counted as two, of
     * its convolutions, which are nearly all.
     */
    public static double gigaFlops(NetworkDescription network, int imgsz) {
        double total = 0;
        for (Operation operation : network.operations()) {
            if (operation instanceof Convolution convolution) {
                double cells = Math.pow((double) imgsz / convolution.output().stride(), 2);
                double weights = convolution.layer().weight().elements();
                total += 2 * weights * cells;
            }
        }
        return total / 1e9;
    }
}
