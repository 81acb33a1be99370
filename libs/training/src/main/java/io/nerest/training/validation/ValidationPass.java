package io.nerest.training.validation;

import io.nerest.detector.engine.NetworkOutput;
import io.nerest.detector.image.LetterboxTransform;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.nms.NonMaximumSuppression;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionMetrics;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One pass over labelled images: each batch goes through a network, non-maximum suppression and the metrics. The only
 * place where models are measured, so that training, {@code val}, comparisons and the promotion of models give the same
 * figures for the same model.
 *
 * @param classNames of the data set and of the network
 * @param nms usually {@link NmsOptions#forValidation()}
 */
public record ValidationPass(List<String> classNames, NmsOptions nms) {

    /** Copies the names. */
    public ValidationPass {
        classNames = List.copyOf(classNames);
    }

    /**
     * Measures a detector on images in batches padded only as far as their images need.
     *
     * @param imgsz longer side of the images in the network, in pixels
     * @param batch images per batch
     * @throws IllegalArgumentException if the model and the data set have different numbers of classes
     * @throws IllegalStateException if an image has become unreadable
     */
    public ValidationResult measure(
            Detector detector, List<DatasetItem> items, int imgsz, int batch, ValidationSink... sinks)
            throws IOException, InterruptedException {
        BatchOptions options = BatchOptions.of(imgsz, batch).withCacheBytes(0);
        try (ValidationBatches batches = new ValidationBatches(items, options, true)) {
            return measure(detector, batches, sinks);
        }
    }

    /**
     * Measures a detector on prepared batches.
     *
     * @throws IllegalArgumentException if the model and the data set have different numbers of classes
     * @throws IllegalStateException if an image has become unreadable
     */
    public ValidationResult measure(Detector detector, ValidationBatches batches, ValidationSink... sinks)
            throws IOException, InterruptedException {
        requireSameClasses(detector);
        return run(batches, batch -> predict(detector, batch), List.of(sinks));
    }

    /**
     * Runs the pass.
     *
     * @param batches positioned anywhere; the pass starts with the first batch
     * @throws IllegalStateException if an image has become unreadable
     */
    public ValidationResult run(ValidationBatches batches, BatchPredictor predictor, List<ValidationSink> sinks)
            throws IOException, InterruptedException {
        DetectionMetrics metrics = new DetectionMetrics(classNames);
        long waitedBefore = batches.nanosWaited();
        long inference = 0;
        long suppression = 0;
        int images = 0;
        batches.start();
        for (int number = 0; number < batches.batchesPerPass(); number++) {
            try (ValidationBatch next = batches.next()) {
                long started = System.nanoTime();
                BatchPredictor.Predictions predictions = predictor.predict(next.batch());
                long predicted = System.nanoTime();
                ValidatedBatch validated = validate(number, next, predictions);
                add(metrics, validated);
                for (ValidationSink sink : sinks) {
                    sink.accept(validated);
                }
                inference += predicted - started;
                suppression += System.nanoTime() - predicted;
                images += next.items().size();
            }
        }
        double nanosPerMilli = 1e6 * images;
        return new ValidationResult(
                metrics.report(),
                (batches.nanosWaited() - waitedBefore) / nanosPerMilli,
                inference / nanosPerMilli,
                suppression / nanosPerMilli);
    }

    private ValidatedBatch validate(int number, ValidationBatch batch, BatchPredictor.Predictions predictions) {
        List<List<Detection>> inBatch = IntStream.range(0, batch.items().size())
                .parallel()
                .mapToObj(image -> NonMaximumSuppression.apply(
                        predictions.values(), image, classNames.size(), predictions.anchors(), nms))
                .toList();
        List<List<Detection>> original = new ArrayList<>(inBatch.size());
        for (int image = 0; image < inBatch.size(); image++) {
            LetterboxTransform transform = batch.transforms().get(image);
            original.add(inBatch.get(image).stream()
                    .map(d -> new Detection(transform.toOriginal(d.box()), d.confidence(), d.classId()))
                    .toList());
        }
        return new ValidatedBatch(number, batch.batch(), batch.items(), inBatch, original);
    }

    private static void add(DetectionMetrics metrics, ValidatedBatch batch) {
        for (int image = 0; image < batch.items().size(); image++) {
            DatasetItem item = batch.items().get(image);
            metrics.add(item.stream(), item.groundTruths(), batch.detections().get(image));
        }
    }

    private static BatchPredictor.Predictions predict(Detector detector, TrainingBatch batch) {
        NetworkOutput output = detector.engine().run(batch.pixels(), batch.count(), batch.height(), batch.width());
        return new BatchPredictor.Predictions(output.predictions(), output.anchors());
    }

    private void requireSameClasses(Detector detector) {
        if (detector.classNames().size() != classNames.size()) {
            throw new IllegalArgumentException("the model has %d classes %s, the data set has %d %s"
                    .formatted(detector.classNames().size(), detector.classNames(), classNames.size(), classNames));
        }
    }
}
