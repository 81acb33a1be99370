package io.nerest.experiments.cli;

import io.nerest.commandline.OptionRange;
import io.nerest.detector.architecture.Architectures;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.run.ExperimentPlan;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.round.StopConditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The arms and how they are trained. */
final class PlanOptions {
    private static final String BASE = "trainer-service/base/nerest-base-n.safetensors";
    private static final int MOST_SEEDS = 1000;

    @Option(
            names = "--strategies",
            defaultValue = "random,random-unfiltered,entropy,fixed,full,curriculum",
            paramLabel = "ARM[,ARM...]",
            description = "Arms: a strategy, such as coral, coral[weight=0.3;minGapSeconds=4],"
                    + " mix[shares=entropy:0.6,core-set:0.3] or committee[members=4]; random-unfiltered (random without"
                    + " the shared settings, which shows their own effect); fixed (all labels of the"
                    + " budget at once, at random); full (all labels of the pool); curriculum (pseudo-labels in"
                    + " addition to fixed); STRATEGY+curriculum (both); with +warm at its end, as in entropy+warm, an arm's"
                    + " rounds start from the weights of the round before, without it from the base"
                    + " (default: ${DEFAULT-VALUE}).")
    private String strategies = "";

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
            description = "Frames of the pool, drawn at random each round, that are scored; 0 for all"
                    + " (default: ${DEFAULT-VALUE}).")
    private int sampleSize;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often each arm runs, each time with another initial set (default: ${DEFAULT-VALUE}).")
    private int seeds = 3;

    @Option(
            names = "--first-seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "The first seed; the others follow it (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(
            names = "--full-seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "How often 'full', the most expensive arm, runs" + " (default: ${DEFAULT-VALUE}).")
    private int fullSeeds = 1;

    @Option(
            names = "--equal",
            defaultValue = "EPOCHS",
            description =
                    "Quantity that is equal in all trainings: epochs, or the optimiser's steps (then --epochs holds for a"
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
            description = "Image size of training and scoring (default: ${DEFAULT-VALUE}).")
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
            description = "every: after each epoch, and the best epoch counts; last: the last epoch counts, so that no"
                    + " arm selects its epoch on the validation set (default: last).")
    private Validate validate = Validate.LAST;

    @Option(
            names = "--setting",
            paramLabel = "KEY=VALUE",
            description = "Settings of all strategies, random included, by the names of campaigns, such as"
                    + " --setting=aggregation=sum. Settings of a single strategy are given with its arm.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--stop-epochs",
            defaultValue = "0",
            paramLabel = "N",
            description = "Cap on the epochs of all rounds of an arm together: the training that would exceed it is"
                    + " shortened, and the arm ends; 0 for off (default: ${DEFAULT-VALUE}).")
    private int stopEpochs;

    @Option(
            names = "--stop-labels",
            defaultValue = "0",
            paramLabel = "N",
            description = "Ends an arm when so many frames are labelled; 0 for off (default: ${DEFAULT-VALUE}).")
    private int stopLabels;

    @Option(
            names = "--stop-map50",
            defaultValue = "0",
            paramLabel = "P",
            description = "Ends an arm when a model reaches this mAP50; 0 for off (default: ${DEFAULT-VALUE}).")
    private double stopMap50;

    @Option(
            names = "--stop-no-gain-rounds",
            defaultValue = "0",
            paramLabel = "N",
            description = "Ends an arm after so many rounds without a gain in mAP50; 0 for off"
                    + " (default: ${DEFAULT-VALUE}).")
    private int stopNoGainRounds;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            description = "cpu, the number of a CUDA device, or auto (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    /** When a training is measured. */
    private enum Validate {
        EVERY,
        LAST
    }

    ExperimentPlan plan(CommandSpec spec, String command) {
        OptionRange.whole("--seeds", seeds, 1, MOST_SEEDS);
        Map<String, Object> shared = SettingOptions.shared(spec);
        shared.putAll(settings);
        return new ExperimentPlan(
                Arm.split(strategies).stream()
                        .map(text -> Arm.parse(text, shared))
                        .toList(),
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
                CurriculumSettings.read(SettingOptions.curriculum(spec))
                        .toCurriculum()
                        .orElseThrow(() -> new IllegalStateException("the curriculum is enabled by default")),
                new StopConditions(stopEpochs, stopLabels, stopMap50, stopNoGainRounds),
                command);
    }

    /** How models were measured, for readers of the result. */
    String measured() {
        return validate == Validate.LAST
                ? "Measured are the weights after the last epoch."
                : "Measured are the weights of the best epoch on the same validation set, which favours all arms equally.";
    }

    private Map<String, String> training() {
        Map<String, String> arguments = new LinkedHashMap<>();
        // A round has tens of frames: with the usual 64 frames per step it would end after a few steps.
        arguments.put("batch", "8");
        arguments.put("nbs", "8");
        arguments.put("optimizer", "AdamW");
        arguments.put("lr0", "0.001");
        // A warm-up takes at least 100 batches, most of a training on so few frames.
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
                    "the base checkpoint " + file + " does not exist; name another by --base=WEIGHTS");
        }
        return file.toString();
    }
}
