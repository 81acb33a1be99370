package io.nerest.training.evaluation;

/** Piecewise linear interpolation and the sums built on it. */
final class Interpolation {
    private Interpolation() {}

    /**
     * The value at {@code x} of the line through the points (xs, ys). Of points with the same x the last counts.
     *
     * @param xs ascending, not empty
     * @param left the value before the first point; after the last one its own value is taken
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

    /** The area under values at even steps from 0 to 1, by trapezoids. */
    static double trapezoid(double[] values) {
        double sum = (values[0] + values[values.length - 1]) / 2;
        for (int i = 1; i < values.length - 1; i++) {
            sum += values[i];
        }
        return sum / (values.length - 1);
    }

    /** A moving mean over {@code width} values (odd), where the ends are continued by the outermost value. */
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
