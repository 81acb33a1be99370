package io.nerest.experiments.compare;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.commandline.OptionRange;
import io.nerest.commandline.OutputPlace;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.experiments.plots.Drawings;
import io.nerest.experiments.plots.NotDrawn;
import io.nerest.experiments.plots.TrainingCurves;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetReader;
import io.nerest.training.evaluation.PairedBootstrap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest compare}: compares two trained models on one test set. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares two trained models on one test set: metrics with the interval of their difference,",
            "curves, and the images on which they disagree most. Writes report.html and compare.json."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:compared",
            "1:failed",
            "2:nothing was run: models, data or options are invalid",
            NotDrawn.EXIT_CODE + ":compared, but a plot or the page could not be drawn"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final String MODEL = "a folder of 'nerest detect train', or a weights file";
    private static final int DEFAULT_SIDE = 640;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "First model: " + MODEL + ".")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Second model: the same.")
    private Path second = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Data set whose validation images are the test set: a data.yaml, or a folder in VOC's or COCO's"
                            + " order. By default the data set that the runs were trained with.")
    private @Nullable Path data;

    @Option(
            names = "--split",
            defaultValue = "val",
            paramLabel = "SPLIT",
            description = "Split that is the test set: train, val or test (default: ${DEFAULT-VALUE}).")
    private String split = "val";

    @Option(
            names = "--out",
            defaultValue = "runs/compare",
            paramLabel = "DIR",
            description = "Folder of the result (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs/compare");

    @Option(
            names = "--imgsz",
            paramLabel = "PIXELS",
            description = "Image size of both models; by default the size that each was trained with, else 640.")
    private @Nullable Integer imgsz;

    @Option(names = "--batch", defaultValue = "16", description = "Images per batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--conf",
            defaultValue = "0.25",
            description = "Least confidence of the boxes that are drawn (default: ${DEFAULT-VALUE}).")
    private double conf;

    @Option(
            names = "--images",
            defaultValue = "24",
            description = "Images shown with both models' boxes, those with the largest disagreement first (default:"
                    + " ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--draws",
            defaultValue = "1000",
            description = "Draws of the bootstrap over images (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, the number of a CUDA device, or auto (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionRange.whole("--draws", draws, 1, 1_000_000);
        OptionRange.whole("--images", images, 0, 100_000);
        OptionRange.whole("--batch", batch, 1, 1024);
        OptionRange.number("--conf", conf, 0, 1);
        if (imgsz != null) {
            OptionRange.multiple("--imgsz", imgsz, 32, 32, 8192);
        }
        DeviceChoice.logged(device);
        ComparedModel modelA = ComparedModel.find(first);
        ComparedModel modelB = ComparedModel.find(second);
        Path tested = data(modelA, modelB);
        OutputPlace.folder("--out", out);
        Dataset dataset = DatasetReader.read(tested, split);
        PrintWriter console = spec.commandLine().getOut();
        int sideA = side(modelA);
        int sideB = side(modelB);
        Optional<TrainingCurves> curvesOfA = curves(modelA);
        Optional<TrainingCurves> curvesOfB = curves(modelB);
        try (Detector a = Detector.load(modelA.weights(), options(sideA));
                Detector b = Detector.load(modelB.weights(), options(sideB))) {
            ClassNames.requireSame(modelA.given(), a.classNames(), modelB.given(), b.classNames());
            ClassNames.requireAsMany(modelA.given(), a.classNames(), dataset.classNames());
            console.printf(
                    "%d images of %s%n", dataset.val().size(), dataset.report().source());
            Measurement ofA = Measurement.of(a, dataset.val(), dataset.classNames(), sideA, batch, conf);
            Measurement ofB = Measurement.of(b, dataset.val(), dataset.classNames(), sideB, batch, conf);
            Comparison comparison = new Comparison(dataset, ofA, ofB);
            List<Integer> shown =
                    comparison.byDisagreement().stream().limit(images).toList();
            ComparisonResult result = new ComparisonResult(
                    ComparisonResult.VERSION,
                    model(modelA, a, sideA, ofA),
                    model(modelB, b, sideB, ofB),
                    new ComparisonResult.Data(
                            dataset.report().source(),
                            dataset.val().size(),
                            ofA.report().all().instances(),
                            dataset.classNames()),
                    new PairedBootstrap(
                                    ofA.samples(),
                                    ofB.samples(),
                                    ofA.report().bestConfidence(),
                                    ofB.report().bestConfidence())
                            .differences(draws, seed),
                    ComparisonResult.pairs(ofA.report().perClass(), ofB.report().perClass()),
                    ComparisonResult.pairs(ofA.report().perSize(), ofB.report().perSize()),
                    ComparisonResult.pairs(
                            ofA.report().perStream(), ofB.report().perStream()),
                    new ComparisonResult.Bootstrap(draws, seed, .95),
                    comparison.disagreements(shown));
            Files.createDirectories(out);
            result.write(out);
            console.println(ComparisonTable.of(result));
            console.println();
            Drawings drawings = ComparisonPlots.draw(
                    out, ofA.report().curves(), ofB.report().curves(), curvesOfA, curvesOfB);
            Path page = out.resolve(ComparisonPage.FILE);
            drawings.attempt(page, file -> {
                ComparisonPage.write(file, result, comparison, shown, drawings.drawn());
                return Optional.empty();
            });
            return NotDrawn.tell(
                    page, drawings.failed(), console, spec.commandLine().getErr());
        }
    }

    /** The named data set, or the one that both runs were trained with. */
    private Path data(ComparedModel a, ComparedModel b) throws IOException {
        if (data != null) {
            return data;
        }
        List<String> trained = new ArrayList<>();
        for (ComparedModel model : List.of(a, b)) {
            model.arguments()
                    .map(arguments -> arguments.run().data())
                    .filter(path -> !path.isEmpty())
                    .ifPresent(trained::add);
        }
        if (trained.isEmpty()) {
            throw new IllegalArgumentException(
                    "these models have no recorded data set: name the test set by --data DATA.yaml");
        }
        if (trained.size() == 2 && !trained.get(0).equals(trained.get(1))) {
            throw new IllegalArgumentException(
                    "the runs were trained on different data sets, %s and %s: name the test set by --data DATA.yaml"
                            .formatted(trained.get(0), trained.get(1)));
        }
        return Path.of(trained.get(0));
    }

    private int side(ComparedModel model) throws IOException {
        if (imgsz != null) {
            return imgsz;
        }
        Optional<TrainingArguments> arguments = model.arguments();
        return arguments.isPresent() ? arguments.get().optimization().imgsz() : DEFAULT_SIDE;
    }

    private DetectorOptions options(int side) {
        return DetectorOptions.DEFAULT
                .withImgsz(side)
                .withNms(NmsOptions.forValidation())
                .withBatch(batch)
                .withDevice(DeviceChoice.logged(device));
    }

    private static ComparisonResult.Model model(
            ComparedModel model, Detector detector, int side, Measurement measured) {
        return new ComparisonResult.Model(
                model.given(),
                model.weights().toString(),
                detector.engineName(),
                side,
                measured.report().bestConfidence(),
                measured.milliseconds());
    }

    private static Optional<TrainingCurves> curves(ComparedModel model) throws IOException {
        Optional<Path> table = model.results();
        return table.isPresent() ? Optional.of(TrainingCurves.read(table.get())) : Optional.empty();
    }
}
