package io.nerest.detector.nms;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Greedy non-maximum suppression per class: candidates are processed in order of confidence, and a candidate is kept unless
 * its IoU with a kept one of its class exceeds the threshold.
 *
 * <p>Works on primitive arrays and creates objects only for the result.
 */
public final class NonMaximumSuppression {
    private NonMaximumSuppression() {}

    /**
     * Returns the detections of one image of a batch, most confident first, in pixels of the network's input.
     *
     * <p>Ignores candidates that are not finite.
     *
     * @param predictions [batch, 4 + classes, anchors] from index 0 of the buffer: centre x, centre y, width, height in
     *     pixels, and a sigmoid score per class
     * @param image index of the image in the batch, from 0
     * @throws IllegalArgumentException if the buffer is too short for that image
     */
    public static List<Detection> apply(
            FloatBuffer predictions, int image, int classes, int anchors, NmsOptions options) {
        long end = (image + 1L) * (4 + classes) * anchors;
        if (image < 0 || classes < 1 || anchors < 0 || end > predictions.limit()) {
            throw new IllegalArgumentException("image %d of [batch, %d, %d] does not lie in a buffer of %d numbers"
                    .formatted(image, 4 + classes, anchors, predictions.limit()));
        }
        int offset = image * (4 + classes) * anchors;
        CandidateList candidates = new CandidateList();
        if (options.multiLabel() || classes == 1) {
            collectAll(predictions, offset, classes, anchors, (float) options.conf(), candidates);
        } else {
            collectBest(predictions, offset, classes, anchors, (float) options.conf(), candidates);
        }
        long[] sorted = candidates.sortedByConfidence();
        int count = Math.min(sorted.length, options.maxCandidates());
        return suppress(predictions, offset, anchors, sorted, count, options);
    }

    /**
     * Suppresses among detections, for example those of the tiles of one image.
     *
     * @return the kept detections, most confident first
     */
    public static List<Detection> apply(List<Detection> detections, NmsOptions options) {
        CandidateList candidates = new CandidateList();
        for (int i = 0; i < detections.size(); i++) {
            if (detections.get(i).confidence() > (float) options.conf()) {
                candidates.add(detections.get(i).confidence(), i);
            }
        }
        long[] sorted = candidates.sortedByConfidence();
        KeptBoxes kept = new KeptBoxes(Math.min(options.maxDet(), sorted.length));
        List<Detection> result = new ArrayList<>();
        int count = Math.min(sorted.length, options.maxCandidates());
        for (int i = 0; i < count && result.size() < options.maxDet(); i++) {
            Detection detection = detections.get(CandidateList.index(sorted[i]));
            Box box = detection.box();
            if (kept.keep(box.x1(), box.y1(), box.x2(), box.y2(), detection.classId(), options.iou())) {
                result.add(detection);
            }
        }
        return result;
    }

    /** Returns every pair of anchor and class above the threshold; the index is class * anchors + anchor. */
    private static void collectAll(
            FloatBuffer predictions, int offset, int classes, int anchors, float conf, CandidateList candidates) {
        float[] row = new float[anchors];
        for (int c = 0; c < classes; c++) {
            predictions.get(offset + (4 + c) * anchors, row);
            for (int a = 0; a < anchors; a++) {
                if (row[a] > conf) {
                    candidates.add(row[a], c * anchors + a);
                }
            }
        }
    }

    /** Returns every anchor whose best class is above the threshold, with that class. */
    private static void collectBest(
            FloatBuffer predictions, int offset, int classes, int anchors, float conf, CandidateList candidates) {
        float[] row = new float[anchors];
        float[] best = new float[anchors];
        int[] bestClass = new int[anchors];
        Arrays.fill(best, conf);
        Arrays.fill(bestClass, -1);
        for (int c = 0; c < classes; c++) {
            predictions.get(offset + (4 + c) * anchors, row);
            for (int a = 0; a < anchors; a++) {
                if (row[a] > best[a]) {
                    best[a] = row[a];
                    bestClass[a] = c;
                }
            }
        }
        for (int a = 0; a < anchors; a++) {
            if (bestClass[a] >= 0) {
                candidates.add(best[a], bestClass[a] * anchors + a);
            }
        }
    }

    private static List<Detection> suppress(
            FloatBuffer predictions, int offset, int anchors, long[] sorted, int count, NmsOptions options) {
        KeptBoxes kept = new KeptBoxes(Math.min(options.maxDet(), count));
        List<Detection> result = new ArrayList<>(Math.min(options.maxDet(), count));
        for (int i = 0; i < count && result.size() < options.maxDet(); i++) {
            int index = CandidateList.index(sorted[i]);
            int anchor = offset + index % anchors;
            int classId = index / anchors;
            float cx = predictions.get(anchor);
            float cy = predictions.get(anchor + anchors);
            float halfWidth = predictions.get(anchor + 2 * anchors) / 2;
            float halfHeight = predictions.get(anchor + 3 * anchors) / 2;
            float x1 = cx - halfWidth;
            float y1 = cy - halfHeight;
            float x2 = cx + halfWidth;
            float y2 = cy + halfHeight;
            if (Float.isFinite(x1 + y1 + x2 + y2) && kept.keep(x1, y1, x2, y2, classId, options.iou())) {
                result.add(new Detection(new Box(x1, y1, x2, y2), CandidateList.confidence(sorted[i]), classId));
            }
        }
        return result;
    }
}
