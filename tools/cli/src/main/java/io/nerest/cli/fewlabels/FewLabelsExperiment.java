package io.nerest.cli.fewlabels;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.run.Trainer;
import io.nerest.training.run.TrainingListener;
import io.nerest.training.run.TrainingResult;
import io.nerest.training.validation.ValidationPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains from a base with few labels of one camera, by the reference's arguments and by {@code finetune=auto}, and measures
 * both on later frames of the camera.
 */
final class FewLabelsExperiment {
    private static final int BATCH = 16;

    private final Dataset dataset;
    private final Path model;
    private final int imgsz;
    private final int referenceEpochs;
    private final Path runs;
    private final Consumer<String> log;

    /**
     * Describes the experiment.
     *
     * @param dataset whose classes and report are used
     * @param model the base
     * @param referenceEpochs epochs of the reference's training
     * @param runs folder of the trainings
     * @param log receives a line for each choice of a training
     */
    FewLabelsExperiment(Dataset dataset, Path model, int imgsz, int referenceEpochs, Path runs, Consumer<String> log) {
        this.dataset = dataset;
        this.model = model;
        this.imgsz = imgsz;
        this.referenceEpochs = referenceEpochs;
        this.runs = runs;
        this.log = log;
    }

    /** Measures the base on a camera. */
    FewLabelsRow base(CameraSplit split) throws IOException, InterruptedException {
        return row(split, 0, 0, FewLabelsRow.BASE, measure(model, split.test()), 0, 0);
    }

    /**
     * Trains and measures one arm.
     *
     * @param arm {@code reference} or {@code finetune}
     */
    FewLabelsRow run(CameraSplit split, int labels, long seed, String arm) throws IOException, InterruptedException {
        Map<String, String> given = new HashMap<>(Map.of(
                "model", model.toString(),
                "data", "few-labels",
                "imgsz", String.valueOf(imgsz),
                "seed", String.valueOf(seed),
                "plots", "false",
                "project", runs.toString(),
                "name", "%s-%d-%d-%s".formatted(split.camera().replace(' ', '-'), labels, seed, arm),
                "exist_ok", "true"));
        if (arm.equals(FewLabelsRow.FINETUNE)) {
            given.put("finetune", "auto");
        } else {
            given.put("epochs", String.valueOf(referenceEpochs));
        }
        Dataset few = new Dataset(dataset.classNames(), split.labelled(labels, seed), split.val(), dataset.report());
        TrainingResult result = new Trainer().train(TrainingArguments.parse(given), few, new TrainingListener() {
            @Override
            public void note(String line) {
                if (line.startsWith("finetune") || line.startsWith("epoch 0") || line.contains("of the base")) {
                    log.accept("  " + line);
                }
            }
        });
        return row(
                split,
                labels,
                seed,
                arm,
                measure(result.folder().best(), split.test()),
                result.bestEpoch(),
                result.seconds());
    }

    private DetectionReport measure(Path weights, List<DatasetItem> items) throws IOException, InterruptedException {
        // Named, since a choice by measurement would take longer than the inference of so few images.
        DetectorOptions options = DetectorOptions.DEFAULT
                .withEngine(EngineKind.TORCHSCRIPT_FP32)
                .withImgsz(imgsz)
                .withBatch(BATCH);
        ValidationPass pass = new ValidationPass(dataset.classNames(), NmsOptions.forValidation());
        try (Detector detector = Detector.of(TrainedNetwork.read(weights), options)) {
            return pass.measure(detector, items, imgsz, BATCH).report();
        }
    }

    private static FewLabelsRow row(
            CameraSplit split,
            int labels,
            long seed,
            String arm,
            DetectionReport report,
            int bestEpoch,
            double seconds) {
        return new FewLabelsRow(
                split.camera(),
                labels,
                seed,
                arm,
                report.all().map50(),
                report.all().map50To95(),
                bestEpoch,
                seconds);
    }
}
