package io.nerest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points by their nearest mean: Lloyd's k-means, started at the first k points. The result depends on the order of the
 * points.
 */
final class Clusters {

    private static final int MOST_ROUNDS = 20;

    private final int[] clusterOf;
    private final int count;

    private Clusters(int[] clusterOf, int count) {
        this.clusterOf = clusterOf;
        this.count = count;
    }

    static Clusters of(List<float[]> points, int wanted) {
        int count = Math.min(wanted, points.size());
        float[][] means = new float[count][];
        Arrays.setAll(means, i -> points.get(i).clone());
        int[] clusterOf = new int[points.size()];
        Arrays.fill(clusterOf, -1);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] before = clusterOf.clone();
            IntStream.range(0, points.size()).parallel().forEach(i -> clusterOf[i] = nearest(points.get(i), means));
            if (Arrays.equals(before, clusterOf)) {
                break;
            }
            move(means, points, clusterOf);
        }
        return new Clusters(clusterOf, count);
    }

    /** The points of each cluster by rising index. */
    List<List<Integer>> members() {
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < clusterOf.length; i++) {
            members.get(clusterOf[i]).add(i);
        }
        return members;
    }

    private static int nearest(float[] point, float[][] means) {
        int nearest = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < means.length; i++) {
            float square = Centres.squared(point, means[i]);
            if (square < least) {
                least = square;
                nearest = i;
            }
        }
        return nearest;
    }

    private static void move(float[][] means, List<float[]> points, int[] clusterOf) {
        double[][] sums = new double[means.length][means[0].length];
        int[] sizes = new int[means.length];
        for (int i = 0; i < clusterOf.length; i++) {
            float[] point = points.get(i);
            double[] sum = sums[clusterOf[i]];
            for (int d = 0; d < sum.length; d++) {
                sum[d] += point[d];
            }
            sizes[clusterOf[i]]++;
        }
        for (int cluster = 0; cluster < means.length; cluster++) {
            for (int d = 0; sizes[cluster] > 0 && d < means[cluster].length; d++) {
                means[cluster][d] = (float) (sums[cluster][d] / sizes[cluster]);
            }
        }
    }
}
