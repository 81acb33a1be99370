package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points that distances are measured to. They are stored in blocks of {@value #LANES}, the first number of all, then the
 * second of all, so that one pass over a point computes its distances to a whole block with vector instructions; the Java
 * compiler does not vectorise a sum along one point.
 */
final class Centres {

    static final int LANES = 64;
    /** Fewer centres than this are compared one by one, which is cheaper than a block that is mostly empty. */
    private static final int WORTH_A_BLOCK = 12;

    private final int dimensions;
    private final List<float[]> points = new ArrayList<>();
    private final List<float[]> blocks = new ArrayList<>();

    Centres(int dimensions) {
        this.dimensions = dimensions;
    }

    int size() {
        return points.size();
    }

    void add(float[] point) {
        Embeddings.requireSameLength(dimensions, point.length);
        int lane = points.size() % LANES;
        if (lane == 0) {
            blocks.add(new float[dimensions * LANES]);
        }
        float[] block = blocks.get(blocks.size() - 1);
        for (int i = 0; i < dimensions; i++) {
            block[i * LANES + lane] = point[i];
        }
        points.add(point);
    }

    /** Returns the end of the block that contains a centre, or of all centres. */
    int endOfBlock(int from) {
        return Math.min(points.size(), (from / LANES + 1) * LANES);
    }

    /**
     * Returns the least squared Euclidean distance of a point to some centres of one block.
     *
     * @param from the first of them
     * @param to exclusive end, at most {@link #endOfBlock}
     * @param sums buffer of {@value #LANES} numbers
     */
    float nearestSquared(float[] point, int from, int to, float[] sums) {
        if (to - from < WORTH_A_BLOCK) {
            float nearest = Float.POSITIVE_INFINITY;
            for (int centre = from; centre < to; centre++) {
                nearest = Math.min(nearest, squared(point, points.get(centre)));
            }
            return nearest;
        }
        squared(point, blocks.get(from / LANES), sums);
        float nearest = Float.POSITIVE_INFINITY;
        for (int centre = from; centre < to; centre++) {
            nearest = Math.min(nearest, sums[centre % LANES]);
        }
        return nearest;
    }

    private static void squared(float[] point, float[] block, float[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < point.length; i++) {
            float value = point[i];
            int row = i * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                float difference = value - block[row + lane];
                sums[lane] += difference * difference;
            }
        }
    }

    /** Returns the sum in the same order as a block does, so that both give the same number. */
    static float squared(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            float difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
