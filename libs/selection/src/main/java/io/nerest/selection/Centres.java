package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Points that others keep their distance from. They are held in blocks of {@value #LANES}, the first number of all, then
 * the second of all, so that one pass over a point yields its distances to a whole block in vector instructions; the
 * Java compiler makes none of a sum along one point.
 */
final class Centres {

    static final int LANES = 64;
    /** Fewer centres than this are compared one by one, which then costs less than a block that is mostly empty. */
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

    /** The end of the block that a centre lies in, or of all centres. */
    int endOfBlock(int from) {
        return Math.min(points.size(), (from / LANES + 1) * LANES);
    }

    /**
     * The least squared Euclidean distance of a point to some centres of one block.
     *
     * @param from the first of them
     * @param to behind the last, at most {@link #endOfBlock}
     * @param sums room for {@value #LANES} numbers
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

    /** The same sum in the same order as a block makes it, so that both ways give the same number. */
    static float squared(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            float difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
