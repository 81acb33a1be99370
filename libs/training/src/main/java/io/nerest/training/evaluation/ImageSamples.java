package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's detections, matched once, from which the metrics of any sample of the pictures can be had, pictures that are
 * in it several times included: what a bootstrap asks for. Over every picture once they are those of {@link
 * DetectionMetrics}. Once all pictures are added, samples may be taken by several threads.
 */
public final class ImageSamples {
    private final int classes;
    private final MatchedDetections detections = new MatchedDetections();
    private final int[][] objects;
    private int[][] sorted = new int[0][];

    /**
     * Of pictures without objects or detections.
     *
     * @param pictures how many there are
     * @param classes how many a data set knows
     */
    public ImageSamples(int pictures, int classes) {
        this.classes = classes;
        this.objects = new int[pictures][];
        Arrays.fill(objects, new int[0]);
    }

    /**
     * Adds what is on a picture and what was found there.
     *
     * @param picture from 0, each once
     */
    public void add(int picture, List<GroundTruth> truths, List<Detection> found) {
        objects[picture] = truths.stream().mapToInt(GroundTruth::classId).toArray();
        detections.add(picture, truths, found);
        sorted = new int[0][];
    }

    public int pictures() {
        return objects.length;
    }

    /** To be called when the last picture has been added, and before the first sample is taken. */
    public void complete() {
        sorted = detections.byClass(classes, new Group(-1, null));
    }

    /**
     * The metrics of a sample; all 0 where it holds no object.
     *
     * @param times how often each picture is in it
     * @param confidence at which precision and recall are given
     */
    public SampleMetrics of(int[] times, double confidence) {
        if (times.length != objects.length || sorted.length != classes) {
            throw new IllegalStateException("%d pictures cannot be sampled %d times, or are not complete"
                    .formatted(objects.length, times.length));
        }
        int[] instances = new int[classes];
        for (int picture = 0; picture < times.length; picture++) {
            for (int object : objects[picture]) {
                instances[object] += times[picture];
            }
        }
        int present = (int) IntStream.of(instances).filter(count -> count > 0).count();
        double precision = 0;
        double recall = 0;
        double map50 = 0;
        double map50To95 = 0;
        for (int c = 0; c < classes; c++) {
            if (instances[c] == 0) {
                continue;
            }
            for (int t = 0; t < MatchedDetections.THRESHOLDS; t++) {
                PrecisionRecall curve = detections.precisionRecall(sorted[c], t, times, instances[c]);
                double average = curve.averagePrecision();
                map50To95 += average / MatchedDetections.THRESHOLDS / present;
                if (t == 0) {
                    map50 += average / present;
                    precision += curve.precisionAt(confidence) / present;
                    recall += curve.recallAt(confidence) / present;
                }
            }
        }
        return new SampleMetrics(precision, recall, map50, map50To95);
    }
}
