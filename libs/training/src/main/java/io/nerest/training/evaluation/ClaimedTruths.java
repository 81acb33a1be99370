package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matches detections and objects of one image: each detection claims the object of its class with the highest IoU; of
 * several claims the one of highest confidence wins.
 */
final class ClaimedTruths {
    private final int truthCount;
    private final int[] byConfidence;
    private final int[] claimed;
    private final float[] ious;

    ClaimedTruths(List<Detection> found, List<GroundTruth> truths) {
        truthCount = truths.size();
        byConfidence = IntStream.range(0, found.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer d) -> -found.get(d).confidence()))
                .mapToInt(Integer::intValue)
                .toArray();
        claimed = new int[found.size()];
        ious = new float[found.size()];
        for (int d = 0; d < claimed.length; d++) {
            Detection detection = found.get(d);
            for (int t = 0; t < truthCount; t++) {
                if (truths.get(t).classId() == detection.classId()) {
                    float iou = detection.box().iou(truths.get(t).box());
                    if (iou > ious[d]) {
                        ious[d] = iou;
                        claimed[d] = t;
                    }
                }
            }
        }
    }

    /** Returns the object of each detection at an IoU threshold above 0, -1 for none. */
    int[] matches(float threshold) {
        int[] matchOf = new int[claimed.length];
        Arrays.fill(matchOf, -1);
        boolean[] taken = new boolean[truthCount];
        for (int d : byConfidence) {
            if (ious[d] >= threshold && !taken[claimed[d]]) {
                matchOf[d] = claimed[d];
                taken[claimed[d]] = true;
            }
        }
        return matchOf;
    }
}
