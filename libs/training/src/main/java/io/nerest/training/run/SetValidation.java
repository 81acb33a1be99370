package io.nerest.training.run;

import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.network.Evaluation;
import io.nerest.training.network.TrainableNetwork;
import io.nerest.training.validation.Validator;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.util.List;

/** Validation of a network in training: one forward pass a batch gives its losses and its detections. */
final class SetValidation implements EpochValidation {
    private static final NmsOptions NMS = NmsOptions.forValidation();

    private final TrainableNetwork network;
    private final ValidationBatches batches;
    private final List<String> classNames;
    private final RunFigures figures;

    SetValidation(TrainableNetwork network, ValidationBatches batches, List<String> classNames, RunFigures figures) {
        this.network = network;
        this.batches = batches;
        this.classNames = List.copyOf(classNames);
        this.figures = figures;
    }

    @Override
    public EpochReport.Validation run(boolean draw) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Validator validator = new Validator(classNames, NMS);
        RunningLosses losses = new RunningLosses();
        batches.start();
        for (int number = 0; number < batches.batchesPerPass(); number++) {
            try (ValidationBatch batch = batches.next()) {
                Evaluation evaluation = network.evaluate(batch.batch());
                losses.add(evaluation.losses());
                List<List<Detection>> found =
                        validator.detections(batch.items().size(), evaluation.predictions(), evaluation.anchors());
                validator.add(batch.items(), batch.transforms(), found);
                if (draw) {
                    figures.validationBatch(number, batch.batch(), found);
                }
            }
        }
        return new EpochReport.Validation(validator.report(), losses.mean(), (System.nanoTime() - began) / 1e9);
    }
}
