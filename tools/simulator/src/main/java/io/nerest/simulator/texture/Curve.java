package io.nerest.simulator.texture;

/** A Catmull-Rom spline through knots; constant beyond its ends. */
final class Curve {
    private final double[] xs;
    private final double[] ys;

    /** @param knots alternating x and y, with increasing x */
    Curve(double... knots) {
        xs = new double[knots.length / 2];
        ys = new double[knots.length / 2];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = knots[2 * i];
            ys[i] = knots[2 * i + 1];
        }
    }

    double at(double x) {
        if (x <= xs[0]) {
            return ys[0];
        }
        int last = xs.length - 1;
        if (x >= xs[last]) {
            return ys[last];
        }
        int i = 0;
        while (x > xs[i + 1]) {
            i++;
        }
        double t = (x - xs[i]) / (xs[i + 1] - xs[i]);
        double before = slope(Math.max(0, i - 1), Math.min(last, i + 1)) * (xs[i + 1] - xs[i]);
        double after = slope(i, Math.min(last, i + 2)) * (xs[i + 1] - xs[i]);
        double t2 = t * t;
        double t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * ys[i]
                + (t3 - 2 * t2 + t) * before
                + (-2 * t3 + 3 * t2) * ys[i + 1]
                + (t3 - t2) * after;
    }

    private double slope(int from, int to) {
        return (ys[to] - ys[from]) / (xs[to] - xs[from]);
    }
}
