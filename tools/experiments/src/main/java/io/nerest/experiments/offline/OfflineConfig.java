package io.nerest.experiments.offline;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selection.round.StopConditions;
import io.nerest.selection.round.TrainingStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All options of a campaign without services.
 *
 * @param data labelled data set, a file or folder of any annotation format
 * @param images folders of the labelled images, searched before the format's usual places
 * @param unlabelled folder of the frames without labels
 * @param validation data set whose images validate; empty for {@code val} of {@code data}
 * @param classMap new class names by old name
 * @param ignoredClasses classes whose boxes are left out
 * @param skipRejected whether labelled images that cannot be used are left out instead of ending the command
 * @param out folder of the results
 * @param base weights that trainings start from, or a network's name
 * @param startFrom whether every training starts from the base, or from the weights of the round before
 * @param rounds after the supervised one, at least 0
 * @param seed of everything drawn at random
 * @param training arguments of every training, by name
 * @param curriculum how frames are pseudo-labelled
 * @param strategy selects the frames to label
 * @param settings of the strategy, by name
 * @param batchSize frames to label in each round; 0 for none
 * @param sampleSize frames scored in each round; 0 for all
 * @param suggestionFormat format of the model's boxes beside a batch
 * @param stop when the campaign ends before its last round
 * @param predictions what is drawn at the end
 */
record OfflineConfig(
        Path data,
        List<Path> images,
        Path unlabelled,
        Optional<Path> validation,
        Map<String, String> classMap,
        List<String> ignoredClasses,
        boolean skipRejected,
        Path out,
        String base,
        TrainingStart startFrom,
        int rounds,
        long seed,
        Map<String, String> training,
        CurriculumSettings curriculum,
        String strategy,
        Map<String, Object> settings,
        int batchSize,
        int sampleSize,
        String suggestionFormat,
        StopConditions stop,
        PredictionSettings predictions) {

    OfflineConfig {
        TrainingArguments.parse(training);
        Strategies.configure(strategy, settings);
        curriculum.toCurriculum();
    }

    int imgsz() {
        return TrainingArguments.parse(training).optimization().imgsz();
    }

    String device() {
        return training.getOrDefault("device", "cpu");
    }

    RoundSettings roundSettings() {
        ConfiguredStrategy configured = Strategies.configure(strategy, settings);
        return new RoundSettings(configured, 0, batchSize, sampleSize, curriculum.toCurriculum(), false, seed);
    }

    /** All options, in the order and with the names of the file. Paths are absolute. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", absolute(data));
        // Own copies: YAML would write the same empty list twice as a reference.
        map.put(
                "images",
                new ArrayList<>(images.stream().map(OfflineConfig::absolute).toList()));
        map.put("unlabelled", absolute(unlabelled));
        map.put("validation", validation.map(OfflineConfig::absolute).orElse(""));
        map.put("classMap", new LinkedHashMap<>(classMap));
        map.put("ignoredClasses", new ArrayList<>(ignoredClasses));
        map.put("skipRejected", skipRejected);
        map.put("out", absolute(out));
        map.put("base", base);
        map.put("startFrom", startFrom.name());
        map.put("rounds", rounds);
        map.put("seed", seed);
        map.put("training", new LinkedHashMap<>(training));
        map.put("curriculum", curriculumMap());
        map.put("strategy", strategy);
        map.put("settings", new LinkedHashMap<>(settings));
        map.put("batchSize", batchSize);
        map.put("sampleSize", sampleSize);
        map.put("suggestionFormat", suggestionFormat);
        Map<String, Object> stopping = new LinkedHashMap<>();
        stopping.put("epochs", stop.epochs());
        stopping.put("labels", stop.labels());
        stopping.put("mAP50", stop.map50());
        stopping.put("noGainRounds", stop.noGainRounds());
        map.put("stop", stopping);
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("images", predictions.images());
        drawn.put("video", predictions.video());
        drawn.put("conf", predictions.conf());
        drawn.put("fps", predictions.fps());
        drawn.put("most", predictions.most());
        map.put("predictions", drawn);
        return map;
    }

    /** The options that must not change when the command is run again. */
    Map<String, Object> fixedPart() {
        Map<String, Object> fixed = toMap();
        fixed.keySet().removeAll(List.of("out", "rounds", "stop", "predictions", "suggestionFormat"));
        if (startFrom == TrainingStart.BASE) {
            // As in the folders of versions without the choice, so that their campaigns are resumed.
            fixed.remove("startFrom");
        }
        return fixed;
    }

    private Map<String, Object> curriculumMap() {
        CurriculumSettings all = curriculum.withDefaults();
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "enabled", all.enabled());
        put(map, "start", all.start());
        put(map, "step", all.step());
        if (all.percentiles() != null && !all.percentiles().isEmpty()) {
            put(map, "percentiles", all.percentiles());
        }
        put(map, "score", all.score());
        put(map, "mode", all.mode());
        put(map, "maxPerRound", all.maxPerRound());
        put(map, "growth", all.growth());
        put(map, "boxThreshold", all.boxThreshold());
        put(map, "ignoreThreshold", all.ignoreThreshold());
        put(map, "byClass", all.byClass());
        put(map, "auditShare", all.auditShare());
        return map;
    }

    private static void put(Map<String, Object> map, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
