package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.Arrays;
import java.util.List;

/**
 * One-to-one matching of detections and objects of one image, regardless of class: pairs in descending order of IoU.
 */
final class BoxMatching {
    private BoxMatching() {}

    /**
     * Returns the object that each detection is matched with, -1 for none.
     *
     * @param minIou minimum IoU of a pair, above 0
     */
    static int[] matches(List<Detection> found, List<GroundTruth> truths, float minIou) {
        long[] keys = new long[16];
        int size = 0;
        for (int d = 0; d < found.size(); d++) {
            Detection detection = found.get(d);
            for (int t = 0; t < truths.size(); t++) {
                float iou = detection.box().iou(truths.get(t).box());
                if (iou >= minIou) {
                    if (size == keys.length) {
                        keys = Arrays.copyOf(keys, size * 2);
                    }
                    // IoU lies in (0, 1], so its bits order as it does; inverted, the best pair sorts first.
                    keys[size++] = ((long) ~Float.floatToRawIntBits(iou) << 32) | ((long) d * truths.size() + t);
                }
            }
        }
        Arrays.sort(keys, 0, size);
        int[] matchOf = new int[found.size()];
        Arrays.fill(matchOf, -1);
        boolean[] taken = new boolean[truths.size()];
        for (int i = 0; i < size; i++) {
            int detection = (int) keys[i] / truths.size();
            int truth = (int) keys[i] % truths.size();
            if (matchOf[detection] < 0 && !taken[truth]) {
                matchOf[detection] = truth;
                taken[truth] = true;
            }
        }
        return matchOf;
    }
}
