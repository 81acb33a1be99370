package io.nerest.experiments.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.commandline.OptionRange;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.PlanRecord;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Curriculum;
import io.nerest.selection.SharedSettings;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selection.round.StopConditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of an experiment.
 *
 * @param arms side by side, at least one
 * @param seeds of initial sets, selections and trainings, at least one
 * @param rounds after the initial one, at least 1
 * @param initial frames labelled at random before the first round, the same for all arms of a seed, at least 1
 * @param batchSize frames that annotators label each round, at least 1
 * @param sampleSize frames of the pool, drawn at random each round, that are scored; 0 for all
 * @param equal what is equal in all trainings
 * @param fullSeeds how many seeds {@code full} runs with, which costs as much as all other arms together
 * @param epochs of a training; with {@link Equal#STEPS}, of a training on the whole budget of labels
 * @param training other arguments of all trainings, by name
 * @param base weights that every training starts from, or a network's name for fresh ones
 * @param sharedSettings of the strategies, by name
 * @param curriculum how frames are pseudo-labelled
 * @param stop when an arm ends before its last round
 * @param command that runs the experiment again
 */
public record ExperimentPlan(
        List<Arm> arms,
        List<Long> seeds,
        int rounds,
        int initial,
        int batchSize,
        int sampleSize,
        Equal equal,
        int fullSeeds,
        int epochs,
        Map<String, String> training,
        String base,
        Map<String, Object> sharedSettings,
        Curriculum curriculum,
        StopConditions stop,
        String command) {

    /** Arguments that are equal in all trainings. */
    public enum Equal {
        /** The epochs: more frames mean more steps of the optimiser, as in production. */
        EPOCHS,
        /** The steps of the optimiser: fewer frames mean more epochs. */
        STEPS
    }

    private static final int MOST_ROUNDS = 10_000;
    private static final int MOST_FRAMES = 10_000_000;
    private static final int MOST_SEEDS = 1000;
    private static final int MOST_EPOCHS = 10_000;

    public ExperimentPlan {
        arms = List.copyOf(arms);
        seeds = List.copyOf(seeds);
        training = Map.copyOf(training);
        sharedSettings = Map.copyOf(sharedSettings);
        require(!arms.isEmpty(), "--strategies", "nothing", "at least one");
        require(!seeds.isEmpty(), "--seeds", 0, "at least 1");
        OptionRange.whole("--rounds", rounds, 1, MOST_ROUNDS);
        OptionRange.whole("--initial", initial, 1, MOST_FRAMES);
        OptionRange.whole("--batch-size", batchSize, 1, MOST_FRAMES);
        OptionRange.whole("--sample-size", sampleSize, 0, MOST_FRAMES);
        require(
                initial + (long) rounds * batchSize <= MOST_FRAMES,
                "--rounds",
                rounds + " of --batch-size=" + batchSize,
                "at most " + MOST_FRAMES + " labels in total");
        OptionRange.whole("--full-seeds", fullSeeds, 1, MOST_SEEDS);
        OptionRange.whole("--epochs", epochs, 1, MOST_EPOCHS);
        require(
                arms.stream().map(Arm::name).distinct().count() == arms.size(),
                "--strategies",
                arms.stream().map(Arm::name).toList(),
                "different arms");
        require(
                sampleSize == 0 || sampleSize >= batchSize,
                "--sample-size",
                sampleSize,
                "0 for the whole pool, or at least the batch size of " + batchSize);
        // Checked even if no arm uses them.
        Strategies.configure(Arm.RANDOM, sharedSettings);
        TrainingArguments.parse(training);
        DeviceChoice.logged(training.getOrDefault("device", "cpu"));
    }

    private static void require(boolean holds, String option, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + range);
        }
    }

    /** Labels of an arm after its last round. */
    public int budget() {
        return initial + rounds * batchSize;
    }

    /** Epochs of a training on a number of frames. */
    public int epochsFor(int frames) {
        return switch (equal) {
            case EPOCHS -> epochs;
            case STEPS -> Math.max(1, (int) Math.round((double) epochs * budget() / frames));
        };
    }

    /** Seeds that an arm runs with. */
    public List<Long> seedsOf(Arm arm) {
        return arm.kind() == ArmKind.FULL ? seeds.subList(0, Math.min(fullSeeds, seeds.size())) : seeds;
    }

    /**
     * The settings that decide an arm's rounds. Every arm trains only on labels that it requested itself, so that arms can
     * be compared.
     *
     * @param poolSize frames of the pool, all of which {@code full} labels
     */
    RoundSettings roundSettings(Arm arm, long seed, int poolSize) {
        Optional<Curriculum> pseudoLabels = arm.hasCurriculum() ? Optional.of(curriculum) : Optional.empty();
        ConfiguredStrategy strategy = arm.strategy().orElseGet(this::unused);
        return switch (arm.kind()) {
            case ACTIVE, ACTIVE_CURRICULUM ->
                new RoundSettings(strategy, initial, batchSize, sampleSize, pseudoLabels, false, seed);
            case FIXED, CURRICULUM -> new RoundSettings(strategy, budget(), 0, sampleSize, pseudoLabels, false, seed);
            case FULL -> new RoundSettings(strategy, poolSize, 0, 0, pseudoLabels, false, seed);
        };
    }

    /** The strategy of arms that select no batch; of its settings the curriculum reads the least confidence. */
    private ConfiguredStrategy unused() {
        Object minConfidence = sharedSettings.get("minConfidence");
        return Strategies.configure(
                Arm.RANDOM, minConfidence == null ? Map.of() : Map.of("minConfidence", minConfidence));
    }

    /** The settings as they are stored in the result. */
    public PlanRecord record() {
        Map<String, Object> settings = new TreeMap<>(sharedSettings);
        settings.put("sampleSize", sampleSize);
        settings.put("equal", equal.name().toLowerCase(Locale.ROOT));
        settings.put("fullSeeds", fullSeeds);
        if (!stop.equals(StopConditions.NEVER)) {
            settings.put("stop", stop.toString());
        }
        Map<String, Object> trained = new TreeMap<>(training);
        trained.put("epochs", epochs);
        Map<String, Object> easy = new LinkedHashMap<>();
        easy.put("percentiles", curriculum.percentiles());
        easy.put("score", curriculum.score().name().toLowerCase(Locale.ROOT));
        easy.put("mode", curriculum.mode().name().toLowerCase(Locale.ROOT));
        easy.put("maxPerRound", curriculum.maxPerRound());
        easy.put("growth", curriculum.growth());
        easy.put("boxThreshold", curriculum.boxThreshold());
        easy.put("ignoreThreshold", curriculum.ignoreThreshold());
        easy.put("byClass", curriculum.byClass());
        easy.put("auditShare", curriculum.auditShare());
        return new PlanRecord(
                arms.stream().map(Arm::name).toList(),
                seeds,
                rounds,
                initial,
                batchSize,
                trained,
                base,
                settings,
                easy,
                command);
    }

    /**
     * The settings that must not change when an experiment is resumed. Arms, seeds and rounds may be added; with equal steps
     * the rounds too are part of every training.
     */
    Map<String, Object> fixedPart(String data) {
        PlanRecord record = record();
        Map<String, Object> fixed = new TreeMap<>();
        fixed.put("data", data);
        fixed.put("initial", initial);
        fixed.put("batchSize", batchSize);
        fixed.put("training", new TreeMap<>(record.training()).toString());
        fixed.put("base", base);
        Map<String, Object> settings = new TreeMap<>(record.settings());
        settings.remove("fullSeeds");
        fixed.put("settings", settings.toString());
        fixed.put("sharedDefaults", SharedSettings.DEFAULTS.toString());
        fixed.put("curriculum", new TreeMap<>(record.curriculum()).toString());
        if (equal == Equal.STEPS) {
            fixed.put("rounds", rounds);
        }
        return fixed;
    }
}
