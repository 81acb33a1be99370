package io.nerest.cli.val;

import io.nerest.cli.figures.ConfusionMatrixPlot;
import io.nerest.cli.figures.CurvePlots;
import io.nerest.detector.inference.Detector;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.coco.CocoResultsWriter;
import io.nerest.training.evaluation.coco.CocoTruthWriter;
import io.nerest.training.validation.ImageIds;
import io.nerest.training.validation.ValidationPass;
import io.nerest.training.validation.ValidationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * The folder of a validation: {@code predictions.json} and {@code ground_truth.json} in COCO's format, curves and confusion
 * matrices.
 *
 * @param folder exists
 */
record ValidationFolder(Path folder) {

    /** Returns the file of detections, readable by {@code nerest detect map}. */
    Path predictions() {
        return folder.resolve("predictions.json");
    }

    /** Returns the file of labels, readable by {@code nerest detect map}. */
    Path groundTruth() {
        return folder.resolve("ground_truth.json");
    }

    /**
     * Measures a detector and writes its detections and the labels.
     *
     * @param batches of the data set's validation images
     * @param batchDone receives the number of finished batches
     * @throws IllegalArgumentException if model and data set have different numbers of classes
     */
    ValidationResult validate(Detector detector, Dataset dataset, ValidationBatches batches, IntConsumer batchDone)
            throws IOException, InterruptedException {
        ValidationPass pass =
                new ValidationPass(dataset.classNames(), detector.options().nms());
        ImageIds ids = new ImageIds(dataset.val());
        try (CocoResultsWriter predictions = new CocoResultsWriter(predictions(), 0)) {
            ValidationResult result = pass.measure(detector, batches, batch -> {
                for (int i = 0; i < batch.items().size(); i++) {
                    predictions.write(
                            Long.toString(ids.of(batch.items().get(i))),
                            batch.detections().get(i));
                }
                batchDone.accept(batch.number() + 1);
            });
            CocoTruthWriter.write(groundTruth(), dataset.val(), dataset.classNames(), ids::of);
            return result;
        }
    }

    /** Draws curves and confusion matrices. */
    void draw(DetectionReport report) throws IOException {
        CurvePlots.write(report.curves(), folder);
        ConfusionMatrixPlot.write(report.confusion(), folder);
    }
}
