package io.nerest.experiments.compare;

import io.nerest.detector.inference.Detector;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.ImageSamples;
import io.nerest.training.validation.ValidationPass;
import io.nerest.training.validation.ValidationResult;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The measurement of one model on a test set.
 *
 * @param report the metrics
 * @param samples per image, for a bootstrap, in the test set's order
 * @param sure per image, in the test set's order: detections of at least the requested confidence
 * @param milliseconds per image in the network
 */
record Measurement(DetectionReport report, ImageSamples samples, List<List<Detection>> sure, double milliseconds) {

    /**
     * Infers all images once, as {@code nerest detect val} does: each batch is padded only as its images need.
     *
     * @param items the test set
     * @param confidence least confidence of the detections that are kept for display
     * @throws IllegalStateException if an image is no longer readable
     */
    static Measurement of(
            Detector detector,
            List<DatasetItem> items,
            List<String> classNames,
            int imgsz,
            int batch,
            double confidence)
            throws IOException, InterruptedException {
        Map<Path, Integer> places = new HashMap<>();
        List<List<Detection>> sure = new ArrayList<>();
        for (DatasetItem item : items) {
            places.put(item.image(), sure.size());
            sure.add(List.of());
        }
        ValidationPass pass = new ValidationPass(classNames, detector.options().nms());
        ImageSamples samples = new ImageSamples(items.size(), classNames.size());
        ValidationResult result = pass.measure(detector, items, imgsz, batch, validated -> {
            for (int i = 0; i < validated.items().size(); i++) {
                DatasetItem item = validated.items().get(i);
                List<Detection> found = validated.detections().get(i);
                int place = Objects.requireNonNull(places.get(item.image()));
                samples.add(place, item.groundTruths(), found);
                sure.set(
                        place,
                        found.stream()
                                .filter(detection -> detection.confidence() >= confidence)
                                .toList());
            }
        });
        samples.complete();
        return new Measurement(result.report(), samples, List.copyOf(sure), result.inferenceMillis());
    }
}
