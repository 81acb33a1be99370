package io.nerest.experiments.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Pairs boxes of two lists, one to one. */
final class Pairs {
    private Pairs() {}

    /** Returns the overlap of box {@code i} of the first list and box {@code j} of the second, in [0, 1]. */
    @FunctionalInterface
    interface Overlaps {
        float iou(int i, int j);
    }

    private record Pair(int i, int j, float iou) {}

    /**
     * Returns the partner of each box of the first list, -1 for none; highest overlap first.
     *
     * @param least overlap of a pair
     */
    static int[] of(int first, int second, Overlaps overlaps, float least) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            for (int j = 0; j < second; j++) {
                float iou = overlaps.iou(i, j);
                if (iou >= least) {
                    pairs.add(new Pair(i, j, iou));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> -pair.iou));
        int[] partner = new int[first];
        Arrays.fill(partner, -1);
        boolean[] taken = new boolean[second];
        for (Pair pair : pairs) {
            if (partner[pair.i] < 0 && !taken[pair.j]) {
                partner[pair.i] = pair.j;
                taken[pair.j] = true;
            }
        }
        return partner;
    }
}
