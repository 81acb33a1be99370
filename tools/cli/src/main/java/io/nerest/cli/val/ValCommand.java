package io.nerest.cli.val;

import io.nerest.cli.options.DetectorArguments;
import io.nerest.cli.options.ResultFolderOptions;
import io.nerest.commandline.ExitCode;
import io.nerest.commandline.ProgressDisplay;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.evaluation.coco.CocoEvaluation;
import io.nerest.training.evaluation.coco.CocoResultsReader;
import io.nerest.training.evaluation.coco.CocoSummary;
import io.nerest.training.validation.ValidationResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest detect val}: validates a model on the validation images of a data set. */
@Command(
        name = "val",
        customSynopsis = "nerest detect val data=DATA model=WEIGHTS [ARGUMENT=VALUE]...",
        description = {
            "Validates a model on a data set: precision, recall, mAP over all objects, as the mean over streams, and by"
                    + " class, size and stream.",
            "A stream is a camera: the part before the first underscore of a file name that ends in a frame number"
                    + " (weir_000123.jpg), else the image's folder."
        })
public final class ValCommand implements Callable<Integer> {
    @Mixin
    private DetectorArguments detectorArguments = new DetectorArguments();

    @Option(
            names = "--data",
            defaultValue = "",
            description = "data set: a data.yaml, or a folder in VOC or COCO layout")
    private Path data = Path.of("");

    @Option(names = "--split", defaultValue = "val", description = "split to validate on: train, val, test (val)")
    private String split = "val";

    @Option(names = "--batch", defaultValue = "16", description = "images per batch (16)")
    private int batch;

    @Option(names = "--conf", defaultValue = "0.001", description = "minimum confidence of a detection (0.001)")
    private double conf;

    @Option(
            names = "--rect",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "pad each batch to the smallest rectangle (true)")
    private boolean rect;

    @Option(names = "--workers", defaultValue = "1", description = "threads that prepare batches; 0 for none (1)")
    private int workers;

    @Option(
            names = "--plots",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "draw curves and confusion matrices (true)")
    private boolean plots;

    @Mixin
    private ResultFolderOptions resultFolder = new ResultFolderOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path model = detectorArguments.model();
        DetectorOptions options = detectorArguments.options(conf, true, batch);
        if (data.toString().isEmpty()) {
            throw new IllegalArgumentException("data=: name the data set, such as data=data.yaml");
        }
        BatchOptions batchOptions =
                BatchOptions.of(options.imgsz(), batch).withWorkers(workers).withCacheBytes(0);
        resultFolder.check("val");
        Dataset dataset = DatasetReader.read(data, split);
        out.println(dataset.report().text());
        try (Detector detector = Detector.load(model, options);
                ValidationBatches batches = new ValidationBatches(dataset.val(), batchOptions, rect)) {
            ValidationFolder results = new ValidationFolder(resultFolder.create("val"));
            out.printf("Model %s by %s%n", model, detector.engineName());
            ValidationResult result = validate(results, detector, dataset, batches);
            out.println(ValidationTable.full(result.report()));
            out.println(coco(results));
            out.printf(
                    Locale.ROOT,
                    "Per image: %.1f ms waiting for data, %.1f ms inference, %.1f ms suppression and matching%n",
                    result.waitMillis(),
                    result.inferenceMillis(),
                    result.suppressionMillis());
            if (plots) {
                results.draw(result.report());
            }
            out.printf("Results in %s%n", results.folder());
        }
        return ExitCode.OK;
    }

    private ValidationResult validate(
            ValidationFolder results, Detector detector, Dataset dataset, ValidationBatches batches)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (ProgressDisplay progress = ProgressDisplay.start("validation", "batches", batches.batchesPerPass(), out)) {
            return results.validate(detector, dataset, batches, progress::stepTo);
        }
    }

    /** Evaluates the same detections by COCO's rules. */
    private static String coco(ValidationFolder results) throws IOException {
        CocoSummary.AveragePrecisions all = CocoEvaluation.evaluate(
                        CocoResultsReader.groundTruth(results.groundTruth()),
                        CocoResultsReader.detections(results.predictions()))
                .all();
        return String.format(
                Locale.ROOT, "By COCO's evaluation: mAP50 %.3f, mAP50-95 %.3f", all.map50(), all.map50To95());
    }
}
