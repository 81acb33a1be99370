package io.nerest.selection;

import java.util.UUID;

/** Arithmetic on embeddings, and checks that they can be compared. */
final class Embeddings {

    private Embeddings() {}

    static void require(ScoredFrame frame, String neededBy) {
        if (frame.embedding().length == 0) {
            throw new InvalidSelectionException("frame " + frame.frameId() + " has no embedding, which " + neededBy
                    + " needs; score the pool again with one model");
        }
    }

    static void requireFinite(UUID frameId, float[] embedding) {
        float sum = 0;
        for (float value : embedding) {
            sum += value * 0; // NaN if the value is not finite
        }
        if (sum != 0) {
            throw new InvalidSelectionException(
                    "the embedding of frame " + frameId + " holds NaN or an infinite number; score it again");
        }
    }

    static void requireSameLength(int length, int other) {
        if (length != other) {
            throw new InvalidSelectionException("embeddings of " + length + " and of " + other
                    + " numbers cannot be compared: they come from two models; score the pool again with one");
        }
    }

    /** Returns the sum of products, in four independent sums so that the processor overlaps them. */
    static double dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        double sum = (double) s0 + s1 + s2 + s3;
        for (; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
