package io.nerest.experiments.cli;

import io.nerest.detector.architecture.Architectures;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.run.ExperimentPlan;
import io.nerest.selection.Curriculum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is set side by side, and how it is trained. */
final class PlanOptions {
    private static final String BASE = "trainer-service/base/nerest-base-n.safetensors";
    private static final int MOST_SEEDS = 1000;

    @Option(
            names = "--strategies",
            split = ",",
            defaultValue = "random,entropy,fixed,full,curriculum",
            paramLabel = "ARM",
            description =
                    "Arms: a strategy, such as coral or coral[weight=0.3;minGapSeconds=4]; fixed (all labels of the"
                            + " budget at once, at random); full (all labels there are); curriculum (pseudo-labels on top of"
                            + " fixed); STRATEGY+curriculum (both) (default: ${DEFAULT-VALUE}).")
    private List<String> strategies = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "R",
            description = "After the initial one (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--batch-size",
            defaultValue = "18",
            paramLabel = "B",
            description = "Frames labelled each round (default: ${DEFAULT-VALUE}).")
    private int batchSize = 18;

    @Option(
            names = "--initial",
            defaultValue = "18",
            paramLabel = "N",
            description = "Frames labelled at random before the first round (default: ${DEFAULT-VALUE}).")
    private int initial = 18;

    @Option(
            names = "--sample-size",
            defaultValue = "0",
            paramLabel = "S",
            description = "Frames of the pool, drawn each round, that are looked at; 0 for all"
                    + " (default: ${DEFAULT-VALUE}).")
    private int sampleSize;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often each arm is run, with other initial sets (default: ${DEFAULT-VALUE}).")
    private int seeds = 3;

    @Option(
            names = "--first-seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "The first of them; the others follow (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(
            names = "--full-seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "How often 'full', the dearest arm and but a line to compare with, is run"
                    + " (default: ${DEFAULT-VALUE}).")
    private int fullSeeds = 1;

    @Option(
            names = "--equal",
            defaultValue = "EPOCHS",
            description = "What is alike in all trainings: epochs, or the optimiser's steps (then --epochs is that of a"
                    + " training on the whole budget) (default: epochs).")
    private ExperimentPlan.Equal equal = ExperimentPlan.Equal.EPOCHS;

    @Option(
            names = "--epochs",
            defaultValue = "12",
            paramLabel = "E",
            description = "Of each training (default: ${DEFAULT-VALUE}).")
    private int epochs = 12;

    @Option(
            names = "--imgsz",
            defaultValue = "224",
            paramLabel = "PX",
            description = "Side that pictures are trained and looked at (default: ${DEFAULT-VALUE}).")
    private int imgsz = 224;

    @Option(
            names = "--base",
            paramLabel = "WEIGHTS",
            description = "Weights that every training starts from, or a network such as yolov8n.yaml for fresh ones"
                    + " (default: " + BASE + ").")
    private @Nullable String base;

    @Option(
            names = "--train",
            paramLabel = "KEY=VALUE",
            description = "Further arguments of every training, as of 'nerest detect train'"
                    + " (default: batch=8 nbs=8 optimizer=AdamW lr0=0.001 warmup_epochs=0).")
    private Map<String, String> train = new LinkedHashMap<>();

    @Option(
            names = "--validate",
            defaultValue = "LAST",
            description =
                    "every: after each epoch, and the best one counts; last: the last epoch counts, so that no arm"
                            + " picks its epoch by the frames that it is measured by (default: last).")
    private Validate validate = Validate.LAST;

    @Option(
            names = "--empty-frames",
            paramLabel = "POLICY",
            description = "Of all strategies but random: exclude, certain, uncertain or quota:P"
                    + " (default: the library's, quota:0.1).")
    private @Nullable String emptyFrames;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "Further settings of all strategies but random, such as aggregation=sum or nearDuplicate=0.05"
                    + " (default: minGapSeconds=2).")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--percentiles",
            split = ",",
            defaultValue = "80,60,40,20",
            paramLabel = "P",
            description =
                    "Of the curriculum: the share of the pool's scores, in percent, that a round's pseudo-labels lie"
                            + " above; the last one holds for further rounds (default: ${DEFAULT-VALUE}).")
    private List<Double> percentiles = List.of();

    @Option(
            names = "--curriculum-score",
            defaultValue = "min",
            description = "How a frame's boxes become its score: min, mean or max (default: ${DEFAULT-VALUE}).")
    private String score = "min";

    @Option(
            names = "--curriculum-mode",
            defaultValue = "relabel",
            description = "relabel: every round anew; accumulate: earlier pseudo-labels are kept"
                    + " (default: ${DEFAULT-VALUE}).")
    private String mode = "relabel";

    @Option(
            names = "--max-pseudo-labels",
            defaultValue = "72",
            paramLabel = "N",
            description = "Most pseudo-labelled frames a round, 0 for no limit (default: ${DEFAULT-VALUE}).")
    private int mostPseudoLabels = 72;

    @Option(
            names = "--box-threshold",
            defaultValue = "0.3",
            description = "Least confidence of a box that becomes a pseudo-label (default: ${DEFAULT-VALUE}).")
    private double boxThreshold = 0.3;

    @Option(
            names = "--ignore-threshold",
            paramLabel = "P",
            description =
                    "Boxes from here to --box-threshold are neither labels nor background: training is told nothing"
                            + " of those regions (default: as --box-threshold, which means none).")
    private @Nullable Double ignoreThreshold;

    @Option(
            names = "--min-confidence",
            defaultValue = "0.1",
            description = "Boxes below it are not seen by the curriculum (default: ${DEFAULT-VALUE}).")
    private double minConfidence = 0.1;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, or the number of a CUDA device (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    /** When a training is measured. */
    private enum Validate {
        EVERY,
        LAST
    }

    ExperimentPlan plan(String command) {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new IllegalArgumentException("--seeds=" + seeds + ": must be 1 to " + MOST_SEEDS);
        }
        Map<String, Object> shared = new LinkedHashMap<>();
        shared.put("minGapSeconds", "2");
        if (emptyFrames != null) {
            shared.put("emptyFrames", emptyFrames);
        }
        shared.putAll(settings);
        return new ExperimentPlan(
                strategies.stream().map(text -> Arm.parse(text, shared)).toList(),
                LongStream.range(firstSeed, firstSeed + seeds).boxed().toList(),
                rounds,
                initial,
                batchSize,
                sampleSize,
                equal,
                fullSeeds,
                epochs,
                training(),
                base == null ? builtInBase() : known(base),
                shared,
                new Curriculum(
                        percentiles,
                        Curriculum.FrameScore.parse(score),
                        Curriculum.Mode.parse(mode),
                        mostPseudoLabels,
                        1,
                        boxThreshold,
                        ignoreThreshold == null ? boxThreshold : ignoreThreshold,
                        false,
                        0),
                minConfidence,
                command);
    }

    /** What a reader should know of how models were measured. */
    String measured() {
        return validate == Validate.LAST
                ? "Measured are the weights after the last epoch."
                : "Measured are the weights of the best epoch on the same validation set, which flatters all arms alike.";
    }

    private Map<String, String> training() {
        Map<String, String> arguments = new LinkedHashMap<>();
        // A round has tens of frames: with the usual 64 frames a step it would end after a handful of steps.
        arguments.put("batch", "8");
        arguments.put("nbs", "8");
        arguments.put("optimizer", "AdamW");
        arguments.put("lr0", "0.001");
        // A warm-up is of 100 batches at least, which is most of a training on so few frames.
        arguments.put("warmup_epochs", "0");
        arguments.putAll(train);
        arguments.put("imgsz", String.valueOf(imgsz));
        arguments.put("val", String.valueOf(validate == Validate.EVERY));
        arguments.put("device", device);
        return arguments;
    }

    private static String known(String base) {
        if (!Files.isRegularFile(Path.of(base))) {
            try {
                Architectures.describe(base, 1);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--base=" + base + ": there is no such file, and " + e.getMessage(), e);
            }
        }
        return base;
    }

    private static String builtInBase() {
        Path file = Path.of(System.getProperty("nerest.home", ".")).resolve(BASE);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "the base checkpoint " + file + " is not there; name one by --base=WEIGHTS");
        }
        return file.toString();
    }
}
