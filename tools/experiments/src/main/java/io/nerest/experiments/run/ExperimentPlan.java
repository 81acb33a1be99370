package io.nerest.experiments.run;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.experiments.arms.Arm;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.PlanRecord;
import io.nerest.selection.Curriculum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be run.
 *
 * @param arms side by side, at least one
 * @param seeds of initial sets, choices and trainings, at least one
 * @param rounds after the initial one, at least 1
 * @param initial frames labelled at random before the first round, the same for all arms of a seed, at least 1
 * @param batchSize frames that people label each round, at least 1
 * @param sampleSize frames of the pool, drawn at random each round, that are looked at; 0 for all
 * @param equal what is alike in all trainings
 * @param fullSeeds seeds of {@code full}, which costs as much as all other arms together
 * @param epochs of a training; with {@link Equal#STEPS}, of a training on the whole budget of labels
 * @param training other arguments of all trainings, by name
 * @param base weights that every training starts from, or a network's name for fresh ones
 * @param sharedSettings of the strategies, by name, as given
 * @param curriculum how pseudo-labels are taken
 * @param minConfidence boxes below it are not seen by the curriculum
 * @param command by which it can be run again
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
        double minConfidence,
        String command) {

    /** What is alike in all trainings. */
    public enum Equal {
        /** The epochs: more frames mean more steps of the optimiser, as they do in use. */
        EPOCHS,
        /** The steps of the optimiser: fewer frames are gone through more often. */
        STEPS
    }

    public ExperimentPlan {
        arms = List.copyOf(arms);
        seeds = List.copyOf(seeds);
        training = Map.copyOf(training);
        sharedSettings = Map.copyOf(sharedSettings);
        require(!arms.isEmpty(), "--strategies", "nothing", "at least one");
        require(!seeds.isEmpty(), "--seeds", 0, "at least 1");
        require(rounds >= 1, "--rounds", rounds, "at least 1");
        require(initial >= 1, "--initial", initial, "at least 1");
        require(batchSize >= 1, "--batch-size", batchSize, "at least 1");
        require(sampleSize >= 0, "--sample-size", sampleSize, "0 for the whole pool, or more");
        require(
                initial + (long) rounds * batchSize <= Integer.MAX_VALUE,
                "--rounds",
                rounds + " of --batch-size=" + batchSize,
                "fewer labels than any pool has");
        require(minConfidence >= 0 && minConfidence <= 1, "--min-confidence", minConfidence, "a confidence, 0 to 1");
        require(fullSeeds >= 1, "--full-seeds", fullSeeds, "at least 1");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(
                arms.stream().map(Arm::name).distinct().count() == arms.size(),
                "--strategies",
                arms.stream().map(Arm::name).toList(),
                "different arms");
        TrainingArguments.parse(training);
        ComputeDevice.parse(training.getOrDefault("device", "cpu"));
    }

    private static void require(boolean holds, String option, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + range);
        }
    }

    /** Labels that people give in all to an arm that chooses. */
    public int budget() {
        return initial + rounds * batchSize;
    }

    /** Epochs of a training on so many frames. */
    public int epochsFor(int frames) {
        return switch (equal) {
            case EPOCHS -> epochs;
            case STEPS -> Math.max(1, (int) Math.round((double) epochs * budget() / frames));
        };
    }

    /** Seeds that an arm is run with. */
    public List<Long> seedsOf(Arm arm) {
        return arm.kind() == ArmKind.FULL ? seeds.subList(0, Math.min(fullSeeds, seeds.size())) : seeds;
    }

    /** What is kept of it in the result. */
    public PlanRecord record() {
        Map<String, Object> settings = new TreeMap<>(sharedSettings);
        settings.put("sampleSize", sampleSize);
        settings.put("equal", equal.name().toLowerCase(Locale.ROOT));
        settings.put("fullSeeds", fullSeeds);
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
        easy.put("minConfidence", minConfidence);
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
     * What must stay as it is when an experiment is gone on with. Arms, seeds and rounds may be added; with equal steps
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
        fixed.put("curriculum", new TreeMap<>(record.curriculum()).toString());
        if (equal == Equal.STEPS) {
            fixed.put("rounds", rounds);
        }
        return fixed;
    }
}
