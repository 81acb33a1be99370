package io.nerest.training.network;

import java.util.List;

/** Decoding of head outputs by the published formula, in float64. */
final class BoxFormula {
    private static final List<Integer> STRIDES = List.of(8, 16, 32);
    private static final int BINS = 16;

    private BoxFormula() {}

    /**
     * Returns cx, cy, w, h in pixels and the probability of each class.
     *
     * @param anchor its row among the anchors of an image
     * @param side of the image in pixels
     */
    static double[] decode(int anchor, int side, float[] bins, float[] logits) {
        int row = anchor;
        for (int stride : STRIDES) {
            int columns = side / stride;
            if (row < columns * columns) {
                int line = row / columns;
                return decode((row % columns + 0.5) * stride, (line + 0.5) * stride, stride, bins, logits);
            }
            row -= columns * columns;
        }
        throw new IllegalArgumentException("there is no anchor " + anchor);
    }

    private static double[] decode(double x, double y, int stride, float[] bins, float[] logits) {
        double left = stride * expectation(bins, 0);
        double top = stride * expectation(bins, 1);
        double right = stride * expectation(bins, 2);
        double bottom = stride * expectation(bins, 3);
        double[] decoded = new double[4 + logits.length];
        decoded[0] = x + (right - left) / 2;
        decoded[1] = y + (bottom - top) / 2;
        decoded[2] = left + right;
        decoded[3] = top + bottom;
        for (int classId = 0; classId < logits.length; classId++) {
            decoded[4 + classId] = 1 / (1 + Math.exp(-logits[classId]));
        }
        return decoded;
    }

    /** The expectation of a side's distribution, in strides. */
    private static double expectation(float[] bins, int side) {
        double sum = 0;
        double weighted = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double weight = Math.exp(bins[side * BINS + bin]);
            sum += weight;
            weighted += bin * weight;
        }
        return weighted / sum;
    }
}
