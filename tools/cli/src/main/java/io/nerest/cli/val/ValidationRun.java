package io.nerest.cli.val;

import io.nerest.cli.figures.ConfusionMatrixPlot;
import io.nerest.cli.figures.CurvePlots;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.coco.CocoResultsWriter;
import io.nerest.training.evaluation.coco.CocoTruthWriter;
import io.nerest.training.validation.ImageIds;
import io.nerest.training.validation.Validator;
import io.nerest.vision.box.Detection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds a detector against the validation pictures of a data set, and writes what came of it into a folder:
 * {@code predictions.json} and {@code ground_truth.json} in COCO's format, curves, and confusion matrices.
 */
public final class ValidationRun {
    /** The detections, as {@code nerest detect map} reads them. */
    public static final String PREDICTIONS = "predictions.json";

    /** The labels that they are held against. */
    public static final String GROUND_TRUTH = "ground_truth.json";

    private final Detector detector;
    private final Dataset dataset;

    /**
     * What a validation came to.
     *
     * @param report the metrics
     * @param waited milliseconds a picture that the network waited for its pictures
     * @param inference milliseconds a picture in the network
     * @param suppression milliseconds a picture in suppression and matching
     */
    public record Result(DetectionReport report, double waited, double inference, double suppression) {}

    /**
     * Prepares a validation.
     *
     * @throws IllegalArgumentException where model and data set differ in their number of classes
     */
    public ValidationRun(Detector detector, Dataset dataset) {
        int known = detector.classNames().size();
        int labelled = dataset.classNames().size();
        if (known != labelled) {
            throw new IllegalArgumentException("the model knows %d classes %s, the data set has %d %s"
                    .formatted(known, detector.classNames(), labelled, dataset.classNames()));
        }
        this.detector = detector;
        this.dataset = dataset;
    }

    /**
     * Looks at all pictures once.
     *
     * @param batches of the data set's validation pictures
     * @param folder exists
     */
    public Result run(ValidationBatches batches, Path folder) throws IOException, InterruptedException {
        Validator validator =
                new Validator(dataset.classNames(), detector.options().nms());
        ImageIds ids = new ImageIds(dataset.val());
        long inference = 0;
        long suppression = 0;
        try (CocoResultsWriter predictions = new CocoResultsWriter(folder.resolve(PREDICTIONS), 0)) {
            batches.start();
            for (int i = 0; i < batches.batchesPerPass(); i++) {
                try (ValidationBatch batch = batches.next()) {
                    long began = System.nanoTime();
                    TrainingBatch pictures = batch.batch();
                    NetworkOutput output = detector.engine()
                            .run(pictures.pixels(), pictures.count(), pictures.height(), pictures.width());
                    long predicted = System.nanoTime();
                    List<List<Detection>> found = validator.add(
                            batch.items(),
                            batch.transforms(),
                            validator.detections(pictures.count(), output.predictions(), output.anchors()));
                    for (int p = 0; p < found.size(); p++) {
                        DatasetItem item = batch.items().get(p);
                        predictions.write(Long.toString(ids.of(item)), found.get(p));
                    }
                    inference += predicted - began;
                    suppression += System.nanoTime() - predicted;
                }
            }
        }
        CocoTruthWriter.write(folder.resolve(GROUND_TRUTH), dataset.val(), dataset.classNames(), ids::of);
        double perPicture = 1e6 * dataset.val().size();
        return new Result(
                validator.report(),
                batches.nanosWaited() / perPicture,
                inference / perPicture,
                suppression / perPicture);
    }

    /** Draws curves and confusion matrices. */
    public static void draw(DetectionReport report, Path folder) throws IOException {
        CurvePlots.write(report.curves(), folder);
        ConfusionMatrixPlot.write(report.confusion(), folder);
    }
}
