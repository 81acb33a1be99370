package io.nerest.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.experiments.Experiments;
import io.nerest.experiments.data.RenderedStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input is reported in one line, before any training. */
class ExperimentBadInputTest {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    @TempDir
    private static Path folder;

    private static Path data;

    private record Ran(int exitCode, String out, String err) {}

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        new RenderedStreams(1, 8, 2, 0, 3, 128).in(folder.resolve("data"));
        data = folder.resolve("data/data.yaml");
    }

    private static Ran experiment(String... options) {
        List<String> arguments = new ArrayList<>(List.of("experiment"));
        for (String usual : List.of(
                "--out=" + folder.resolve("out"),
                "--data=" + data,
                "--base=yolov8n.yaml",
                "--imgsz=32",
                "--strategies=random",
                "--rounds=1",
                "--initial=2",
                "--batch-size=2",
                "--epochs=1")) {
            String name = usual.substring(0, usual.indexOf('=') + 1);
            if (Stream.of(options).noneMatch(option -> option.startsWith(name))) {
                arguments.add(usual);
            }
        }
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Experiments.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static void assertRefused(int exitCode, String message, String... options) {
        Ran ran = experiment(options);
        assertThat(ran.exitCode).as(ran.err).isEqualTo(exitCode);
        assertThat(ran.err.lines().findFirst().orElse("")).startsWith("error: ").contains(message);
        assertThat(ran.err).doesNotContain("\tat ", "Exception", "Usage:");
        assertThat(ran.err.lines()).as("one line, and where to read on").hasSizeLessThanOrEqualTo(2);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("--strategies=entropi", "strategy 'entropi' is not known; did you mean 'entropy'?"),
                Arguments.of("--strategies=", "arm ''"),
                Arguments.of("--strategies=random,,entropy", "arm ''"),
                Arguments.of("--strategies=random,random", "--strategies=[random, random]: must be different arms"),
                Arguments.of("--strategies=fixed[sigma=1]", "'fixed' takes no settings"),
                Arguments.of("--strategies=gaussian[sigma=0]", "'sigma' is 0.0, but must be in [1.0E-6, 1000000]"),
                Arguments.of("--strategies=gaussian[sigmo=1]", "did you mean 'sigma'?"),
                Arguments.of("--strategies=committee[members=1]", "'members' is 1, but must be in [2, 1000]"),
                Arguments.of("--strategies=entropy+curiculum", "must have the form"),
                Arguments.of("--rounds=0", "--rounds=0: must be a whole number from 1 to 10000"),
                Arguments.of("--rounds=-1", "--rounds=-1: must be a whole number from 1 to 10000"),
                Arguments.of("--rounds=many", "--rounds"),
                Arguments.of("--rounds=2147483647", "--rounds=2147483647: must be a whole number from 1 to 10000"),
                Arguments.of(
                        "--rounds=99999999999",
                        "--rounds=99999999999: must be a whole number from -2147483648 to 2147483647"),
                Arguments.of("--batch-size=0", "--batch-size=0: must be a whole number from 1 to 10000000"),
                Arguments.of("--batch-size=7", "request 9 labels, but the pool has 8 frames"),
                Arguments.of("--initial=0", "--initial=0: must be a whole number from 1 to 10000000"),
                Arguments.of("--initial=9", "request 11 labels, but the pool has 8 frames"),
                Arguments.of("--sample-size=-1", "--sample-size=-1: must be a whole number from 0 to 10000000"),
                Arguments.of("--seeds=0", "--seeds=0: must be a whole number from 1 to 1000"),
                Arguments.of("--seeds=2147483647", "--seeds=2147483647: must be a whole number from 1 to 1000"),
                Arguments.of("--epochs=0", "--epochs=0: must be a whole number from 1 to 10000"),
                Arguments.of("--imgsz=0", "imgsz"),
                Arguments.of("--device=gpu", "device=gpu: must be auto, cpu"),
                Arguments.of("--equal=labels", "--equal"),
                Arguments.of("--base=none.safetensors", "--base=none.safetensors: there is no such file"),
                Arguments.of("--percentiles=20,80", "must not rise"),
                Arguments.of("--percentiles=101", "must be numbers in [0, 100]"),
                Arguments.of("--percentiles=high", "'percentiles' is 'high', but must be a number"),
                Arguments.of("--curriculum-score=meen", "did you mean 'mean'?"),
                Arguments.of("--curriculum-mode=relable", "did you mean 'relabel'?"),
                Arguments.of("--box-threshold=1.5", "'boxThreshold' is 1.5, but must be in [0, 1]"),
                Arguments.of(
                        "--ignore-threshold=0.5",
                        "'ignoreThreshold' is 0.5, but must not be above the boxThreshold of 0.3"),
                Arguments.of("--ignore-threshold=-0.1", "'ignoreThreshold' is -0.1, but must be in [0, 1]"),
                Arguments.of("--min-confidence=NaN", "'minConfidence' is 'NaN', but must be a finite number"),
                Arguments.of("--setting=sigma", "--setting"),
                Arguments.of("--empty-frames=some", "'emptyFrames' is 'some', but must be exclude"),
                Arguments.of("--sample-size=1", "--sample-size=1: must be 0 for the whole pool, or at least"),
                Arguments.of("--setting=minGapSecond=1", "did you mean 'minGapSeconds'?"),
                Arguments.of("--strategies=mix[shares=entropie:1]", "did you mean 'entropy'?"),
                Arguments.of("--curriculum-growth=0.5", "'growth' is 0.5, but must be in [1, 1000]"),
                Arguments.of("--curriculum-audit-share=2", "'auditShare' is 2.0, but must be in [0, 1]"),
                Arguments.of("--curriculum-by-class=some", "'byClass' is 'some', but must be true or false"),
                Arguments.of("--stop-map50=2", "'stop.mAP50' is 2.0"),
                Arguments.of("--near-duplicate=3", "'nearDuplicate' is 3.0, but must be in [0, 2]"),
                Arguments.of("--train=epoch=3", "epoch"),
                Arguments.of("--train=lr0=fast", "lr0"),
                Arguments.of("--sampel-size=3", "did you mean 'sample-size'?"),
                Arguments.of("more", "'more'"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void invalidOptionsAreReportedInOneLine(String option, String message) throws IOException {
        String[] options = option.startsWith("--empty") || option.startsWith("--setting")
                ? new String[] {option, "--strategies=entropy"}
                : new String[] {option};

        assertRefused(BAD_INPUT, message, options);

        assertThat(folder.resolve("out")).as("nothing was begun").doesNotExist();
    }

    @Test
    void invalidStreamsAreReportedInOneLine() {
        assertRefusedWithoutData("--streams=0: must be a whole number from 1 to 1000", "--streams=0");
        assertRefusedWithoutData("--frames=3: must be a whole number from 4 to 10000000", "--frames=3", "--streams=1");
        assertRefusedWithoutData("--quiet=2: must be a number from 0 to 1", "--quiet=2");
        assertRefusedWithoutData("--width=1: must be a whole number from 114 to 1920", "--width=1");
    }

    private static void assertRefusedWithoutData(String message, String... options) {
        StringWriter err = new StringWriter();
        List<String> arguments =
                new ArrayList<>(List.of("experiment", "--base=yolov8n.yaml", "--out=" + folder.resolve("streams")));
        arguments.addAll(List.of(options));
        int exitCode = Experiments.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments.toArray(String[]::new));
        assertThat(exitCode).isEqualTo(BAD_INPUT);
        assertThat(err.toString().strip()).isEqualTo("error: " + message);
    }

    @Test
    void missingOrInvalidDataIsReportedInOneLine() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("bad"));

        assertRefused(BAD_INPUT, "none.yaml: does not exist; name a data.yaml", "--data=" + bad.resolve("none.yaml"));
        assertRefused(BAD_INPUT, "holds neither data.yaml", "--data=" + bad);
        assertRefused(BAD_INPUT, "neither a folder nor a .yaml file", "--data=" + file(bad, "data.txt", "names"));
        assertRefused(
                BAD_INPUT,
                "broken.yaml cannot be read: expected ',' or ']', but got : in line 2, column 6",
                "--data=" + file(bad, "broken.yaml", "names: [a\ntrain: {"));
        assertRefused(BAD_INPUT, "has no names", "--data=" + file(bad, "list.yaml", "- a\n- b\n"));
        assertRefused(
                BAD_INPUT, "names must list the classes", "--data=" + file(bad, "bare.yaml", "train: .\nval: .\n"));
        assertRefused(
                BAD_INPUT,
                "train is nowhere, but there is no",
                "--data=" + file(bad, "away.yaml", "train: nowhere\nval: nowhere\nnames: [fish]\n"));
        Ran empty = experiment("--data=" + file(bad, "empty.yaml", "train: .\nval: .\nnames: [fish]\n"));
        assertThat(empty.exitCode).isEqualTo(BAD_INPUT);
        assertThat(empty.err)
                .as("with the report of what was found")
                .startsWith("error: no usable image is left in train of ")
                .doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static Path file(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aFolderOfAnotherExperimentIsReportedInOneLine() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("plan.json"), "{\"initial\":3}");
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("plan.json"), "{\"initial\":");

        assertRefused(BAD_INPUT, "holds an experiment with other settings", "--out=" + other);
        assertRefused(BAD_INPUT, "is a file, where a folder is needed", "--out=" + data);
        assertRefused(FAILED, "remove it and it is made again", "--out=" + damaged);
    }

    @Test
    void aFullDiskIsReportedInOneLineWithTheFile() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.createSymbolicLink(full.resolve("plan.json.part"), Path.of("/dev/full"));

        assertRefused(FAILED, "plan.json cannot be written: no space is left on the device", "--out=" + full);
        assertRefused(
                BAD_INPUT,
                "--out=/proc/experiment: cannot be written: no file can be created in /proc; name another place",
                "--out=/proc/experiment");
        assertRefused(BAD_INPUT, "is a file, where a folder is needed", "--out=" + data + "/below");
        assertThat(full.resolve("plan.json")).doesNotExist();
    }
}
