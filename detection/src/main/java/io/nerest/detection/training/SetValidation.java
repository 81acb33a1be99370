package io.nerest.detection.training;

import io.nerest.detection.augmentation.ValidationBatch;
import io.nerest.detection.augmentation.ValidationBatches;
import io.nerest.detection.boxes.Detection;
import io.nerest.detection.boxes.NmsOptions;
import io.nerest.detection.boxes.NonMaximumSuppression;
import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.evaluation.DetectionMetrics;
import io.nerest.detection.evaluation.TruthBox;
import io.nerest.detection.network.Evaluation;
import io.nerest.detection.network.TrainableNetwork;
import io.nerest.detection.picture.LetterboxTransform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Validation of a network in training: one forward pass a batch gives its losses and its detections. */
final class SetValidation implements EpochValidation {
    private static final NmsOptions NMS = NmsOptions.forValidation();

    private final TrainableNetwork network;
    private final ValidationBatches batches;
    private final List<String> classNames;
    private final Optional<RunDrawings> drawings;

    SetValidation(
            TrainableNetwork network,
            ValidationBatches batches,
            List<String> classNames,
            Optional<RunDrawings> drawings) {
        this.network = network;
        this.batches = batches;
        this.classNames = List.copyOf(classNames);
        this.drawings = drawings;
    }

    @Override
    public EpochReport.Validation run(boolean draw) throws IOException, InterruptedException {
        long began = System.nanoTime();
        DetectionMetrics metrics = new DetectionMetrics(classNames);
        RunningLosses losses = new RunningLosses();
        batches.start();
        for (int number = 0; number < batches.batchesPerPass(); number++) {
            try (ValidationBatch batch = batches.next()) {
                Evaluation evaluation = network.evaluate(batch.batch());
                losses.add(evaluation.losses());
                List<List<Detection>> found = detections(batch, evaluation);
                for (int i = 0; i < found.size(); i++) {
                    DatasetItem item = batch.items().get(i);
                    LetterboxTransform transform = batch.transforms().get(i);
                    metrics.add(item.stream(), truths(item), inOriginal(found.get(i), transform));
                }
                if (draw && drawings.isPresent()) {
                    drawings.get().validationBatch(number, batch.batch(), found);
                }
            }
        }
        return new EpochReport.Validation(metrics.report(), losses.mean(), (System.nanoTime() - began) / 1e9);
    }

    private List<List<Detection>> detections(ValidationBatch batch, Evaluation evaluation) {
        return IntStream.range(0, batch.items().size())
                .parallel()
                .mapToObj(i -> NonMaximumSuppression.apply(
                        evaluation.predictions(), i, classNames.size(), evaluation.anchors(), NMS))
                .toList();
    }

    private static List<Detection> inOriginal(List<Detection> found, LetterboxTransform transform) {
        return found.stream()
                .map(detection -> new Detection(
                        transform.toOriginal(detection.box()), detection.confidence(), detection.classId()))
                .toList();
    }

    private static List<TruthBox> truths(DatasetItem item) {
        return item.labels().stream()
                .map(label -> new TruthBox(label.toPixels(item.width(), item.height()), label.classId()))
                .toList();
    }
}
