package io.nerest.experiments.compare;

import io.nerest.vision.box.Detection;
import java.util.List;

/** The disagreement of two models on an image. */
final class Disagreement {
    /** Least IoU of two boxes of a class that are the same object. */
    static final float SAME = .5f;

    private Disagreement() {}

    /**
     * Returns the sum of the confidences of boxes that only one model has, and of the differences in confidence of boxes that
     * both have; in [0, inf). Boxes are paired one to one, highest overlap first.
     */
    static double of(List<Detection> a, List<Detection> b) {
        int[] partner = Pairs.of(
                a.size(),
                b.size(),
                (i, j) -> a.get(i).classId() == b.get(j).classId()
                        ? a.get(i).box().iou(b.get(j).box())
                        : 0,
                SAME);
        boolean[] taken = new boolean[b.size()];
        double sum = 0;
        for (int i = 0; i < partner.length; i++) {
            if (partner[i] < 0) {
                sum += a.get(i).confidence();
            } else {
                taken[partner[i]] = true;
                sum += Math.abs(a.get(i).confidence() - b.get(partner[i]).confidence());
            }
        }
        for (int j = 0; j < taken.length; j++) {
            sum += taken[j] ? 0 : b.get(j).confidence();
        }
        return sum;
    }
}
