package io.nerest.experiments.offline;

import io.nerest.formats.yolo.YamlProblem;
import io.nerest.selection.CurriculumSettings;
import io.nerest.selection.round.StopConditions;
import io.nerest.selection.round.TrainingStart;
import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the options of a campaign from YAML: this project's names, or the file of the project that curriculum labeling with
 * YOLO comes from ({@code dataset.root_dir}, {@code yolo}, {@code curriculum.start_percentile}). Relative paths are relative
 * to the file's folder.
 */
final class OfflineConfigFile {
    static final String BASE = "trainer-service/base/nerest-base-fish-n.safetensors";

    /** Which command reads the file: their defaults differ. */
    enum Kind {
        CURRICULUM,
        ACTIVE
    }

    /**
     * What the command line gives instead of the file.
     *
     * @param initial labelled data set
     */
    record Given(
            @Nullable Path initial,
            @Nullable Path unlabelled,
            @Nullable Path out,
            @Nullable Integer rounds) {}

    private final Kind kind;
    private final Given given;
    private final Path folder;

    private OfflineConfigFile(Kind kind, Given given, Path folder) {
        this.kind = kind;
        this.given = given;
        this.folder = folder;
    }

    /**
     * Reads a file, or the defaults without one.
     *
     * @throws IllegalArgumentException if an option is unknown, missing or out of range
     */
    static OfflineConfig read(Kind kind, @Nullable Path file, Given given) throws IOException {
        if (file == null) {
            return new OfflineConfigFile(kind, given, Path.of("").toAbsolutePath())
                    .own(ConfigSection.of("the options", null));
        }
        Object content;
        try {
            content = new Yaml(new SafeConstructor(new LoaderOptions())).load(TextFile.read(file));
        } catch (YAMLException e) {
            throw new IllegalArgumentException("--config=" + file + ": is not valid YAML: " + YamlProblem.of(e), e);
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        OfflineConfigFile reader =
                new OfflineConfigFile(kind, given, folder == null ? Path.of("").toAbsolutePath() : folder);
        ConfigSection root = ConfigSection.of("--config=" + file, content);
        return root.has("dataset") ? reader.ofSourceProject(root) : reader.own(root);
    }

    private OfflineConfig own(ConfigSection root) {
        String validation = root.text("validation", "");
        ConfigSection stop = root.section("stop");
        ConfigSection drawn = root.section("predictions");
        Map<String, String> training = defaultTraining();
        root.values("training").forEach((name, value) -> training.put(name, value.toString()));
        Map<String, String> classMap = new LinkedHashMap<>();
        root.values("classMap").forEach((name, value) -> classMap.put(name, value.toString()));
        OfflineConfig config = new OfflineConfig(
                given.initial() == null ? path(required(root, "data", "--initial")) : given.initial(),
                root.texts("images").stream().map(this::path).toList(),
                given.unlabelled() == null ? unlabelled(root.text("unlabelled", "")) : given.unlabelled(),
                validation.isBlank() ? Optional.empty() : Optional.of(path(validation)),
                classMap,
                root.texts("ignoredClasses"),
                root.flag("skipRejected", false),
                out(root.text("out", "")),
                base(root.text("base", "")),
                start(root.text("startFrom", TrainingStart.BASE.name())),
                given.rounds() == null ? root.whole("rounds", 5, 0, 10_000) : given.rounds(),
                Long.parseLong(Integer.toString(root.whole("seed", 0, 0, Integer.MAX_VALUE))),
                training,
                curriculum(root),
                root.text("strategy", kind == Kind.ACTIVE ? "coral" : "random"),
                root.values("settings"),
                kind == Kind.ACTIVE ? root.whole("batchSize", 20, 1, 1_000_000) : root.whole("batchSize", 0, 0, 0),
                root.whole("sampleSize", 0, 0, 10_000_000),
                root.text("suggestionFormat", "yolo"),
                new StopConditions(
                        stop.whole("epochs", 0, 0, Integer.MAX_VALUE),
                        stop.whole("labels", 0, 0, Integer.MAX_VALUE),
                        stop.number("mAP50", 0, 0, 1),
                        stop.whole("noGainRounds", 0, 0, Integer.MAX_VALUE)),
                new PredictionSettings(
                        drawn.flag("images", true),
                        drawn.flag("video", true),
                        drawn.number("conf", 0.25, 0, 1),
                        drawn.number("fps", 5, 0.1, 240),
                        drawn.whole("most", 1000, 0, Integer.MAX_VALUE)));
        stop.refuseUnknown();
        drawn.refuseUnknown();
        // Those that the command line replaces were not read.
        root.ignore("dataset", "data", "unlabelled", "rounds");
        root.refuseUnknown();
        return config;
    }

    private static TrainingStart start(String text) {
        return Arrays.stream(TrainingStart.values())
                .filter(start -> start.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "startFrom is '" + text + "', but must be one of " + Arrays.toString(TrainingStart.values())));
    }

    private static String required(ConfigSection root, String name, String option) {
        String value = root.text(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is missing: name the labelled data set in the file of --config, or by " + option);
        }
        return value;
    }

    /** The curriculum of the curriculum command has the schedule of the source project; active learning has none. */
    private CurriculumSettings curriculum(ConfigSection root) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (kind == Kind.ACTIVE) {
            settings.put("enabled", "false");
        } else {
            settings.put("start", 95);
            settings.put("step", 5);
            settings.put("mode", "accumulate");
            settings.put("score", "min");
            settings.put("maxPerRound", 200);
            settings.put("growth", 1.1);
        }
        settings.putAll(root.values("curriculum"));
        return CurriculumSettings.read(settings);
    }

    private static Map<String, String> defaultTraining() {
        Map<String, String> training = new LinkedHashMap<>();
        training.put("epochs", "40");
        training.put("imgsz", "640");
        return training;
    }

    /** The layout of the source project, read without a change of its file. */
    private OfflineConfig ofSourceProject(ConfigSection root) {
        Path project = folder.endsWith("configs") && folder.getParent() != null ? folder.getParent() : folder;
        ConfigSection dataset = root.section("dataset");
        Path images = resolve(project, dataset.text("root_dir", "."));
        Path data = given.initial() == null ? images : given.initial();
        ConfigSection unlabelled = dataset.section("unlabeled");
        ConfigSection yolo = root.section("yolo");
        ConfigSection curriculum = root.section("curriculum");
        ConfigSection output = root.section("output");
        Map<String, String> training = defaultTraining();
        put(training, "imgsz", yolo.text("img_size", ""));
        put(training, "epochs", yolo.text("epochs_per_iter", ""));
        put(training, "batch", yolo.text("batch_size", ""));
        // The augmentation that the source project always trains with.
        training.put("flipud", "0.5");
        training.put("fliplr", "0.5");
        training.put("scale", "0.2");
        training.put("degrees", "10");
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("start", curriculum.number("start_percentile", 95, 0, 100));
        settings.put("step", curriculum.number("step_percentile", 5, 0, 100));
        settings.put("mode", "accumulate");
        settings.put("score", curriculum.text("score_mode", "min"));
        settings.put("maxPerRound", curriculum.whole("max_images_per_iter", 200, 0, Integer.MAX_VALUE));
        settings.put("growth", curriculum.number("max_images_increase_factor", 1.1, 1, 1000));
        // Its folders have no data.yaml, so the reader numbers the classes.
        Map<String, String> classMap = new LinkedHashMap<>();
        List<String> classes = root.texts("classes");
        for (int i = 0; i < classes.size(); i++) {
            classMap.put("class" + i, classes.get(i));
        }
        String base = yolo.text("base_model", "");
        return new OfflineConfig(
                data,
                List.of(),
                given.unlabelled() == null
                        ? resolve(images, unlabelled.text("images_dir", "images/unlabeled"))
                        : given.unlabelled(),
                Optional.empty(),
                classMap,
                List.of(),
                false,
                given.out() == null ? resolve(project, output.text("curriculum_dir", "curriculum")) : given.out(),
                base.isBlank() || !Files.exists(resolve(project, base))
                        ? base("")
                        : resolve(project, base).toString(),
                TrainingStart.BASE,
                given.rounds() == null ? curriculum.whole("num_iters", 5, 0, 10_000) : given.rounds(),
                0,
                training,
                kind == Kind.ACTIVE ? CurriculumSettings.DISABLED : CurriculumSettings.read(settings),
                kind == Kind.ACTIVE ? "coral" : "random",
                Map.of(),
                kind == Kind.ACTIVE ? 20 : 0,
                0,
                "yolo",
                StopConditions.NEVER,
                new PredictionSettings(true, true, 0.25, 5, 1000));
    }

    private static void put(Map<String, String> map, String name, String value) {
        if (!value.isBlank()) {
            map.put(name, value);
        }
    }

    private Path path(String text) {
        return resolve(folder, text);
    }

    private static Path resolve(Path folder, String text) {
        return folder.resolve(text).normalize();
    }

    private Path unlabelled(String text) {
        if (!text.isBlank()) {
            return path(text);
        }
        if (given.initial() != null && Files.isDirectory(given.initial())) {
            for (String name : List.of("images/unlabeled", "images/Unlabeled", "images/unlabelled", "unlabeled")) {
                if (Files.isDirectory(given.initial().resolve(name))) {
                    return given.initial().resolve(name);
                }
            }
        }
        throw new IllegalArgumentException(
                "unlabelled is missing: name the folder of frames without labels in the file of --config, or by --unlabelled");
    }

    private Path out(String text) {
        if (given.out() != null) {
            return given.out();
        }
        return text.isBlank() ? Path.of("runs", kind == Kind.ACTIVE ? "active" : "curriculum") : path(text);
    }

    private String base(String text) {
        if (text.isBlank()) {
            return Path.of(System.getProperty("nerest.home", "."))
                    .resolve(BASE)
                    .toAbsolutePath()
                    .normalize()
                    .toString();
        }
        return Files.isRegularFile(path(text)) ? path(text).toString() : text;
    }

    /** The file that gives these options. */
    static String text(OfflineConfig config) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        return "# Options of 'nerest curriculum' and 'nerest active'. 'training' takes every argument of 'nerest detect train';\n"
                + "# those that are not named have its defaults (docs/training.md).\n"
                + new Yaml(options).dump(config.toMap());
    }
}
