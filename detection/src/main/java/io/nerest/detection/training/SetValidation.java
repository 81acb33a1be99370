package io.nerest.detection.training;

import io.nerest.detection.boxes.Detection;
import io.nerest.detection.boxes.NmsOptions;
import io.nerest.detection.boxes.NonMaximumSuppression;
import io.nerest.detection.evaluation.DetectionMetrics;
import io.nerest.detection.evaluation.TruthBox;
import io.nerest.detection.network.Evaluation;
import io.nerest.detection.network.TrainableNetwork;
import io.nerest.detection.training.ValidationBatch.ValidationPicture;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Validation of a network in training: one forward pass a batch gives its losses and its detections. */
final class SetValidation implements EpochValidation {
    private static final NmsOptions NMS = NmsOptions.forValidation();

    private final TrainableNetwork network;
    private final ValidationSet set;
    private final List<String> classNames;

    SetValidation(TrainableNetwork network, ValidationSet set, List<String> classNames) {
        this.network = network;
        this.set = set;
        this.classNames = List.copyOf(classNames);
    }

    @Override
    public EpochReport.Validation run() throws IOException {
        long began = System.nanoTime();
        DetectionMetrics metrics = new DetectionMetrics(classNames);
        RunningLosses losses = new RunningLosses();
        for (int i = 0; i < set.batches(); i++) {
            ValidationBatch batch = set.batch(i);
            Evaluation evaluation = network.evaluate(batch.batch());
            losses.add(evaluation.losses());
            List<List<Detection>> found = detections(batch, evaluation);
            for (int p = 0; p < found.size(); p++) {
                ValidationPicture picture = batch.pictures().get(p);
                metrics.add(picture.item().stream(), truths(picture), found.get(p));
            }
        }
        return new EpochReport.Validation(metrics.report(), losses.mean(), (System.nanoTime() - began) / 1e9);
    }

    private List<List<Detection>> detections(ValidationBatch batch, Evaluation evaluation) {
        return IntStream.range(0, batch.pictures().size())
                .parallel()
                .mapToObj(p ->
                        NonMaximumSuppression.apply(
                                        evaluation.predictions(), p, classNames.size(), evaluation.anchors(), NMS)
                                .stream()
                                .map(detection -> new Detection(
                                        batch.pictures().get(p).transform().toOriginal(detection.box()),
                                        detection.confidence(),
                                        detection.classId()))
                                .toList())
                .toList();
    }

    private static List<TruthBox> truths(ValidationPicture picture) {
        return picture.item().labels().stream()
                .map(label -> new TruthBox(
                        label.toPixels(picture.item().width(), picture.item().height()), label.classId()))
                .toList();
    }
}
