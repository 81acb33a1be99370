package io.nerest.training.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.arguments.training.RunArguments;
import io.nerest.arguments.training.TrainingArguments;
import io.nerest.formats.yolo.YamlProblem;
import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The folder of a run's results, with file names known from Ultralytics.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
    private static final int MOST_ARGUMENTS_BYTES = 1 << 20;
    private static final String EVENTS = "events.out.tfevents.";

    /**
     * Creates the folder of a new run, {@code project/name}, or with the first free number from 2 if that exists.
     *
     * @throws IOException if it cannot be made
     */
    static RunFolder create(RunArguments arguments) throws IOException {
        Path project = Path.of(arguments.project());
        Path folder = project.resolve(arguments.name());
        for (int number = 2; !arguments.existOk() && isTaken(folder); number++) {
            folder = project.resolve(arguments.name() + number);
        }
        RunFolder run = new RunFolder(folder);
        Files.createDirectories(run.weights());
        return run;
    }

    /**
     * Returns the folder of the run to resume: {@code resume=true} means {@code project/name}; other values are the
     * folder or a file in its {@code weights}.
     *
     * @throws IllegalArgumentException if there is no state to resume from
     */
    static RunFolder toResume(RunArguments arguments) {
        Path path = arguments.resume().equalsIgnoreCase("true")
                ? Path.of(arguments.project()).resolve(arguments.name())
                : Path.of(arguments.resume());
        if (Files.isRegularFile(path)) {
            path = path.toAbsolutePath().resolve("../..").normalize();
        }
        RunFolder run = new RunFolder(path);
        if (!Files.isRegularFile(run.resumeState())) {
            throw new IllegalArgumentException("resume=%s: %s does not exist; a run can be resumed once its first epoch"
                            .formatted(arguments.resume(), run.resumeState())
                    + " and until it is finished");
        }
        return run;
    }

    /** All arguments of the run. */
    public Path arguments() {
        return path.resolve("args.yaml");
    }

    /** One row per epoch. */
    public Path results() {
        return path.resolve("results.csv");
    }

    public Path weights() {
        return path.resolve("weights");
    }

    /** Weights of the best epoch. */
    public Path best() {
        return weights().resolve("best.safetensors");
    }

    /** Weights of the last finished epoch. */
    public Path last() {
        return weights().resolve("last.safetensors");
    }

    /** Weights kept by {@code save_period}; epochs count from 1. */
    public Path ofEpoch(int epoch) {
        return weights().resolve("epoch" + epoch + ".safetensors");
    }

    /** The base checkpoint of a fine-tuning that is not finished. */
    Path base() {
        return weights().resolve("base.safetensors");
    }

    /** The state to resume from after the last finished epoch; deleted at the end of the run. */
    public Path resumeState() {
        return weights().resolve("resume.safetensors");
    }

    /**
     * Returns the number of epochs after which the run can be resumed; 0 if it cannot.
     *
     * @throws IllegalArgumentException if the state is not valid
     * @throws IOException if it cannot be read
     */
    public int resumableEpochs() throws IOException {
        return Files.isRegularFile(resumeState())
                ? ResumeState.read(resumeState()).progress().epochs()
                : 0;
    }

    /** Returns the files, relative to the folder, with which the run can be resumed elsewhere, and its TensorBoard events. */
    public List<Path> filesToResume() throws IOException {
        List<Path> found = new ArrayList<>();
        Stream.of(arguments(), results(), best(), last(), base(), resumeState())
                .filter(Files::isRegularFile)
                .map(path::relativize)
                .forEach(found::add);
        try (Stream<Path> files = Files.list(path)) {
            files.map(path::relativize).filter(RunFolder::isEvents).sorted().forEach(found::add);
        }
        return found;
    }

    /** Whether a name, relative to a folder, is one that {@link #filesToResume} can return. */
    public static boolean isToResume(String name) {
        RunFolder any = new RunFolder(Path.of(""));
        return Stream.of(any.arguments(), any.results(), any.best(), any.last(), any.base(), any.resumeState())
                        .anyMatch(file -> file.equals(Path.of(name)))
                || isEvents(Path.of(name));
    }

    private static boolean isEvents(Path name) {
        return name.getNameCount() == 1 && name.toString().startsWith(EVENTS);
    }

    /**
     * Replaces some arguments of a run that is resumed, such as paths that are different on another machine.
     *
     * @throws IllegalArgumentException as {@link #readArguments}
     */
    public void replaceArguments(Map<String, String> changes) throws IOException {
        writeArguments(readArguments().with(changes));
    }

    void writeArguments(TrainingArguments arguments) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Files.writeString(arguments(), new Yaml(options).dump(arguments.values()), UTF_8);
    }

    /**
     * Reads {@code args.yaml} back; entries without a value have their defaults.
     *
     * @throws IllegalArgumentException if it contains unknown or invalid arguments
     * @throws IOException if it cannot be read
     */
    public TrainingArguments readArguments() throws IOException {
        if (Files.size(arguments()) > MOST_ARGUMENTS_BYTES) {
            throw new IllegalArgumentException(arguments() + " is too large to be a list of arguments");
        }
        Object content;
        try {
            content = new Yaml(new SafeConstructor(new LoaderOptions())).load(TextFile.read(arguments()));
        } catch (YAMLException broken) {
            throw new IllegalArgumentException(arguments() + " is not valid YAML: " + YamlProblem.of(broken), broken);
        }
        if (!(content instanceof Map<?, ?> entries)) {
            throw new IllegalArgumentException(arguments() + " is not a map of arguments");
        }
        Map<String, String> given = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (value != null) {
                given.put(String.valueOf(name), String.valueOf(value));
            }
        });
        return TrainingArguments.parse(given);
    }

    private static boolean isTaken(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (var content = Files.list(folder)) {
            return content.findAny().isPresent();
        }
    }
}
