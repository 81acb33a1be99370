package io.nerest.training.run;

import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.network.Evaluation;
import io.nerest.training.network.TrainableNetwork;
import io.nerest.training.validation.BatchPredictor;
import io.nerest.training.validation.ValidationPass;
import io.nerest.training.validation.ValidationSink;
import java.io.IOException;
import java.util.List;

/** Validates the network in training: one forward pass per batch gives both losses and detections. */
final class NetworkValidator implements EpochValidator {
    private final TrainableNetwork network;
    private final ValidationBatches batches;
    private final ValidationPass pass;
    private final ValidationSink drawing;
    private final ValidationSink progress;

    NetworkValidator(
            TrainableNetwork network,
            ValidationBatches batches,
            List<String> classNames,
            RunFigures figures,
            TrainingListener listener) {
        this.network = network;
        this.batches = batches;
        this.pass = new ValidationPass(classNames, NmsOptions.forValidation());
        this.drawing = batch -> figures.validationBatch(batch.number(), batch.batch(), batch.inBatch());
        this.progress = batch -> {
            listener.validatedBatch(batch);
            listener.validated(new ValidationProgress(batch.number() + 1, batches.batchesPerPass()));
        };
    }

    @Override
    public EpochReport.Validation validate(boolean draw) throws IOException, InterruptedException {
        long started = System.nanoTime();
        MeanLosses losses = new MeanLosses();
        BatchPredictor predictor = batch -> {
            Evaluation evaluation = network.evaluate(batch);
            losses.add(evaluation.losses());
            return new BatchPredictor.Predictions(evaluation.predictions(), evaluation.anchors());
        };
        List<ValidationSink> sinks = draw ? List.of(drawing, progress) : List.of(progress);
        return new EpochReport.Validation(
                pass.run(batches, predictor, sinks).report(), losses.mean(), (System.nanoTime() - started) / 1e9);
    }
}
