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

/**
 * What one model does on a test set.
 *
 * @param report the metrics
 * @param samples the same, for a bootstrap over pictures, which stand in the test set's order
 * @param sure by picture, in the test set's order: detections at or above the confidence asked for
 * @param milliseconds a picture in the network
 */
record Measurement(DetectionReport report, ImageSamples samples, List<List<Detection>> sure, double milliseconds) {

    /**
     * Looks at all pictures once, as {@code nerest detect val} does: each batch padded only as its pictures need.
     *
     * @param items the test set
     * @param confidence from which detections are kept for a person to look at
     * @throws IllegalStateException where a picture has become unreadable
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
                int place = places.get(item.image());
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
