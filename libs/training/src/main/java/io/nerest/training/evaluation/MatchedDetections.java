package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.Arrays;
import java.util.List;

/** The detections of all images, stored as columns: confidence, class, stream, size, and the matched object's size. */
final class MatchedDetections {
    /** IoU .50 to .95 by .05. */
    static final int THRESHOLDS = 10;

    private static final byte UNMATCHED = -1;

    private float[] confidences = new float[1024];
    private int[] classIds = new int[1024];
    private int[] streams = new int[1024];
    private byte[] sizes = new byte[1024];
    /** Per detection and threshold: the size of the object matched with, or {@link #UNMATCHED}. */
    private byte[] matchedSizes = new byte[1024 * THRESHOLDS];

    private int count;

    /** A labelled object. */
    record Truth(int classId, SizeBucket size, int stream, int image) {}

    static float threshold(int index) {
        return .5f + .05f * index;
    }

    void add(int stream, List<GroundTruth> truths, List<Detection> found) {
        grow(count + found.size());
        ClaimedTruths claims = new ClaimedTruths(found, truths);
        for (int t = 0; t < THRESHOLDS; t++) {
            int[] matches = claims.matches(threshold(t));
            for (int d = 0; d < matches.length; d++) {
                matchedSizes[(count + d) * THRESHOLDS + t] = matches[d] < 0
                        ? UNMATCHED
                        : SizeBucket.of(truths.get(matches[d]).box()).code();
            }
        }
        for (Detection detection : found) {
            confidences[count] = detection.confidence();
            classIds[count] = detection.classId();
            streams[count] = stream;
            sizes[count] = SizeBucket.of(detection.box()).code();
            count++;
        }
    }

    /**
     * Returns the detections of each class within a group, in descending confidence.
     *
     * @return [classes][detections] indices for {@link #precisionRecall}
     */
    int[][] byClass(int classes, Group group) {
        int[] sizeOf = new int[classes];
        for (int d = 0; d < count; d++) {
            sizeOf[classIds[d]] += group.holdsStream(streams[d]) ? 1 : 0;
        }
        long[][] keys = new long[classes][];
        Arrays.setAll(keys, c -> new long[sizeOf[c]]);
        for (int d = 0; d < count; d++) {
            if (group.holdsStream(streams[d])) {
                int c = classIds[d];
                keys[c][--sizeOf[c]] = ((long) ~Float.floatToRawIntBits(confidences[d]) << 32) | d;
            }
        }
        int[][] sorted = new int[classes][];
        for (int c = 0; c < classes; c++) {
            Arrays.sort(keys[c]);
            sorted[c] = Arrays.stream(keys[c]).mapToInt(key -> (int) key).toArray();
        }
        return sorted;
    }

    /**
     * @param sorted detections of one class in descending confidence, of {@link #byClass}
     * @param threshold index of the IoU threshold
     * @param instances the group's objects of the class
     */
    PrecisionRecall precisionRecall(int[] sorted, int threshold, Group group, int instances) {
        float[] confidence = new float[sorted.length];
        boolean[] right = new boolean[sorted.length];
        int size = 0;
        for (int d : sorted) {
            byte matched = matchedSizes[d * THRESHOLDS + threshold];
            if (group.holdsSize(matched == UNMATCHED ? sizes[d] : matched)) {
                confidence[size] = confidences[d];
                right[size++] = matched != UNMATCHED;
            }
        }
        return new PrecisionRecall(Arrays.copyOf(confidence, size), Arrays.copyOf(right, size), instances);
    }

    /**
     * As above, with streams weighted by how often a sample contains them.
     *
     * @param times how often each stream counts, by its index
     * @param instances objects of the class, each as often as its stream
     */
    PrecisionRecall precisionRecall(int[] sorted, int threshold, int[] times, int instances) {
        int size = 0;
        for (int d : sorted) {
            size += times[streams[d]];
        }
        float[] confidence = new float[size];
        boolean[] right = new boolean[size];
        int at = 0;
        for (int d : sorted) {
            boolean matched = matchedSizes[d * THRESHOLDS + threshold] != UNMATCHED;
            for (int i = times[streams[d]]; i > 0; i--) {
                confidence[at] = confidences[d];
                right[at++] = matched;
            }
        }
        return new PrecisionRecall(confidence, right, instances);
    }

    private void grow(int needed) {
        if (needed > confidences.length) {
            int capacity = Math.max(needed, confidences.length * 2);
            confidences = Arrays.copyOf(confidences, capacity);
            classIds = Arrays.copyOf(classIds, capacity);
            streams = Arrays.copyOf(streams, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            matchedSizes = Arrays.copyOf(matchedSizes, Math.multiplyExact(capacity, THRESHOLDS));
        }
    }
}
