package io.nerest.experiments.compare;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's boxes on one image compared with its labels.
 *
 * @param right detections of an object, with its class
 * @param wrong detections without an object, of a wrong class, or of an object that is already detected
 * @param missed objects without a detection
 */
record Verdict(List<Detection> right, List<Detection> wrong, List<Box> missed) {

    /** Compares detections and objects; pairs need an IoU of at least {@link Disagreement#SAME}, highest first. */
    static Verdict of(List<Detection> found, List<GroundTruth> truths) {
        int[] partner = Pairs.of(
                found.size(),
                truths.size(),
                (i, j) -> found.get(i).classId() == truths.get(j).classId()
                        ? found.get(i).box().iou(truths.get(j).box())
                        : 0,
                Disagreement.SAME);
        List<Detection> right = new ArrayList<>();
        List<Detection> wrong = new ArrayList<>();
        boolean[] seen = new boolean[truths.size()];
        for (int i = 0; i < partner.length; i++) {
            if (partner[i] < 0) {
                wrong.add(found.get(i));
            } else {
                right.add(found.get(i));
                seen[partner[i]] = true;
            }
        }
        List<Box> missed = new ArrayList<>();
        for (int j = 0; j < seen.length; j++) {
            if (!seen[j]) {
                missed.add(truths.get(j).box());
            }
        }
        return new Verdict(right, wrong, missed);
    }

    /** Returns the verdict in words: {@code 3 right, 1 wrong, 2 missed}. */
    String text() {
        return "%d right, %d wrong, %d missed".formatted(right.size(), wrong.size(), missed.size());
    }
}
