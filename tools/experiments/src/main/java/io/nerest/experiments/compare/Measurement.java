package io.nerest.experiments.compare;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.ImageSamples;
import io.nerest.training.validation.Validator;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.GroundTruth;
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
            throws InterruptedException {
        Map<Path, Integer> places = new HashMap<>();
        List<List<Detection>> sure = new ArrayList<>();
        for (DatasetItem item : items) {
            places.put(item.image(), sure.size());
            sure.add(List.of());
        }
        Validator validator = new Validator(classNames, detector.options().nms());
        ImageSamples samples = new ImageSamples(items.size(), classNames.size());
        long nanos = 0;
        BatchOptions options = BatchOptions.of(imgsz, batch).withCacheBytes(0);
        try (ValidationBatches batches = new ValidationBatches(items, options, true)) {
            batches.start();
            for (int b = 0; b < batches.batchesPerPass(); b++) {
                try (ValidationBatch next = batches.next()) {
                    TrainingBatch pictures = next.batch();
                    long began = System.nanoTime();
                    NetworkOutput output = detector.engine()
                            .run(pictures.pixels(), pictures.count(), pictures.height(), pictures.width());
                    nanos += System.nanoTime() - began;
                    List<List<Detection>> found = validator.add(
                            next.items(),
                            next.transforms(),
                            validator.detections(pictures.count(), output.predictions(), output.anchors()));
                    for (int p = 0; p < found.size(); p++) {
                        int place = places.get(next.items().get(p).image());
                        samples.add(place, truths(next.items().get(p)), found.get(p));
                        sure.set(
                                place,
                                found.get(p).stream()
                                        .filter(detection -> detection.confidence() >= confidence)
                                        .toList());
                    }
                }
            }
        }
        samples.complete();
        return new Measurement(validator.report(), samples, List.copyOf(sure), nanos / 1e6 / items.size());
    }

    /** The labels of a picture in its pixels. */
    static List<GroundTruth> truths(DatasetItem item) {
        return item.labels().stream()
                .map(label -> new GroundTruth(label.toPixels(item.width(), item.height()), label.classId()))
                .toList();
    }
}
