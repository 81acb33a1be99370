package io.nerest.training.evaluation;

/** Piecewise linear interpolation, integration and smoothing. */
final class Interpolation {
    private Interpolation() {}

    /**
     * Returns the value at {@code x} of the polyline through (xs, ys). Of points with the same x the last one is used.
     *
     * @param xs ascending, not empty
     * @param left the value before the first point; after the last point its value is used
     */
    static double at(double x, double[] xs, double[] ys, double left) {
        int last = xs.length - 1;
        if (x < xs[0]) {
            return left;
        }
        if (x >= xs[last]) {
            return ys[last];
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (xs[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return ys[low] + (ys[high] - ys[low]) * (x - xs[low]) / (xs[high] - xs[low]);
    }

    /** Integrates values at even steps from 0 to 1 by the trapezoidal rule. */
    static double trapezoid(double[] values) {
        double sum = (values[0] + values[values.length - 1]) / 2;
        for (int i = 1; i < values.length - 1; i++) {
            sum += values[i];
        }
        return sum / (values.length - 1);
    }

    /** Returns the moving mean over {@code width} values (odd); the ends are padded with the outermost value. */
    static double[] smooth(double[] values, int width) {
        int half = width / 2;
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int k = i - half; k <= i + half; k++) {
                sum += values[Math.max(0, Math.min(values.length - 1, k))];
            }
            smooth[i] = sum / (2 * half + 1);
        }
        return smooth;
    }
}
