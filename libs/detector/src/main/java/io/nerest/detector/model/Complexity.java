package io.nerest.detector.model;

import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.Operation;
import io.nerest.detector.architecture.Operation.Convolution;

/** Computational cost of a network. */
public final class Complexity {
    private Complexity() {}

    /**
     * Returns billions of floating-point operations of the convolutions for one square image. A multiplication and an
     * addition count as two.
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
