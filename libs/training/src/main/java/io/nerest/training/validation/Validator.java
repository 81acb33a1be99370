package io.nerest.training.validation;

import io.nerest.detector.image.LetterboxTransform;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Turns what a network says of a validation set, batch by batch, into metrics. One pass, one instance. */
public final class Validator {
    private final int classes;
    private final NmsOptions nms;
    private final DetectionMetrics metrics;

    /**
     * A pass that has seen nothing yet.
     *
     * @param classNames of the data set and of the network
     * @param nms usually {@link NmsOptions#forValidation()}
     */
    public Validator(List<String> classNames, NmsOptions nms) {
        this.classes = classNames.size();
        this.nms = nms;
        this.metrics = new DetectionMetrics(classNames);
    }

    /**
     * What suppression leaves of a batch.
     *
     * @param images how many there are in it
     * @param predictions [images, 4 + classes, anchors] from index 0, in pixels of the batch
     * @return the detections of each image, in pixels of the batch
     */
    public List<List<Detection>> detections(int images, FloatBuffer predictions, int anchors) {
        return IntStream.range(0, images)
                .parallel()
                .mapToObj(i -> NonMaximumSuppression.apply(predictions, i, classes, anchors, nms))
                .toList();
    }

    /**
     * Adds a batch.
     *
     * @param items its labelled images
     * @param transforms how each was laid into the batch
     * @param found its detections, in pixels of the batch
     * @return the detections of each image, in its original pixels and clipped to its borders
     */
    public List<List<Detection>> add(
            List<DatasetItem> items, List<LetterboxTransform> transforms, List<List<Detection>> found) {
        List<List<Detection>> inOriginal = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            LetterboxTransform transform = transforms.get(i);
            List<Detection> ofImage = found.get(i).stream()
                    .map(d -> new Detection(transform.toOriginal(d.box()), d.confidence(), d.classId()))
                    .toList();
            metrics.add(items.get(i).stream(), truths(items.get(i)), ofImage);
            inOriginal.add(ofImage);
        }
        return inOriginal;
    }

    /** The metrics of all batches so far. */
    public DetectionReport report() {
        return metrics.report();
    }

    private static List<GroundTruth> truths(DatasetItem item) {
        return item.labels().stream()
                .map(label -> new GroundTruth(label.toPixels(item.width(), item.height()), label.classId()))
                .toList();
    }
}
