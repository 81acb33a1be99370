package io.nerest.training.evaluation;

import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matched detections of a model from which the metrics of any sample of images, with repetition, are computed, as a
 * bootstrap needs. With every image once they equal those of {@link DetectionMetrics}. Thread-safe once all images are
 * added.
 */
public final class ImageSamples {
    private final int classes;
    private final MatchedDetections detections = new MatchedDetections();
    private final int[][] objects;
    private int[][] sorted = new int[0][];

    /**
     * Creates samples without objects and detections.
     *
     * @param images how many there are
     * @param classes number of classes of the data set
     */
    public ImageSamples(int images, int classes) {
        this.classes = classes;
        this.objects = new int[images][];
        Arrays.fill(objects, new int[0]);
    }

    /**
     * Adds the objects and detections of one image.
     *
     * @param image index from 0; each at most once
     */
    public void add(int image, List<GroundTruth> truths, List<Detection> found) {
        objects[image] = truths.stream().mapToInt(GroundTruth::classId).toArray();
        detections.add(image, truths, found);
        sorted = new int[0][];
    }

    public int images() {
        return objects.length;
    }

    /** Must be called after the last image and before the first sample. */
    public void complete() {
        sorted = detections.byClass(classes, new Group(-1, null));
    }

    /**
     * Returns the metrics of a sample; all 0 if it has no object.
     *
     * @param times how often the sample contains each image
     * @param confidence at which precision and recall are given
     */
    public SampleMetrics of(int[] times, double confidence) {
        if (times.length != objects.length || sorted.length != classes) {
            throw new IllegalStateException("%d images cannot be sampled %d times, or are not complete"
                    .formatted(objects.length, times.length));
        }
        int[] instances = new int[classes];
        for (int image = 0; image < times.length; image++) {
            for (int object : objects[image]) {
                instances[object] += times[image];
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
