package io.nerest.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class NerestCommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Probe probe = new Probe();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe epochs=7 dry-run=true name=./a=b",
                "probe --epochs=7 --dry-run=true --name=./a=b",
                "probe --epochs 7 --dry-run true --name ./a=b"
            })
    void argumentsCanBeWrittenInThreeWays(String line) {
        int exitCode = run(line.split(" "));

        assertThat(exitCode).isZero();
        assertThat(probe.epochs).isEqualTo(7);
        assertThat(probe.dryRun).isTrue();
        assertThat(probe.name).isEqualTo("./a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probe --parts kafka=broker:9092,s3=http://s3:9000 epochs=7",
                "probe --parts=kafka=broker:9092,s3=http://s3:9000 epochs=7",
                "probe parts=kafka=broker:9092,s3=http://s3:9000 epochs=7",
                "probe --verbose epochs=7 --parts kafka=broker:9092 --parts s3=http://s3:9000"
            })
    void aValueOfKeysAndValuesStaysTheValueOfItsOption(String line) {
        assertThat(run(line.split(" "))).as(err.toString()).isZero();

        assertThat(probe.parts).isEqualTo(Map.of("kafka", "broker:9092", "s3", "http://s3:9000"));
        assertThat(probe.epochs).isEqualTo(7);
    }

    @Test
    void enumsAreReadInAnyCase() {
        assertThat(run("probe", "mode=FAST")).isZero();

        assertThat(probe.mode).isEqualTo(Mode.fast);
    }

    @Test
    void anUnknownArgumentIsRejectedWithTheNearestName() {
        int exitCode = run("probe", "epoch=7");

        assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .contains("unknown argument 'epoch': did you mean 'epochs'?")
                .contains("'tool probe --help' lists the valid arguments");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsRejectedWithTheNearestName() {
        assertThat(run("prob")).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("unknown command 'prob': did you mean 'probe'?");
    }

    @Test
    void aGroupWithoutACommandListsItsCommands() {
        assertThat(run()).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("name a command: probe, help");
    }

    @Test
    void aValueOfTheWrongTypeIsRejectedWithTheArgumentNamed() {
        assertThat(run("probe", "epochs=many")).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("--epochs").contains("many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs=many | --epochs=many: must be a whole number",
                "epochs=99999999999 | --epochs=99999999999: must be a whole number from -2147483648 to 2147483647",
                "dry-run=perhaps | --dry-run=perhaps: must be true or false",
                "mode=slov | --mode=slov: must be one of fast, slow; did you mean 'slow'?",
            })
    void aWrongValueIsReportedWithArgumentValueAndRangeInPlainWords(String argument, String message) {
        assertThat(run("probe", argument)).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString().lines().findFirst()).contains("error: " + message);
    }

    @Test
    void aFailureOfTheProgramItselfNamesNoClass() {
        probe.work = () -> {
            throw new NoSuchElementException();
        };

        assertThat(run("probe")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("error: unexpected failure; --verbose prints where it happened");
    }

    @Test
    void aFileWhereAFolderIsNeededIsExplained(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        probe.work = () -> ResultFolder.create(file, "run", false).toString().length();

        assertThat(run("probe")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("error: " + file + " cannot be written: " + file
                        + " is a file, where a folder is needed; remove it, or name another place");
    }

    @Test
    void aSwitchWithoutDashesIsAnsweredWithTheRightSpelling() {
        assertThat(run("probe", "dry-run")).isEqualTo(ExitCode.INVALID_INPUT);

        assertThat(err.toString()).contains("'dry-run' needs a value, such as dry-run=true");
    }

    @Test
    void aMissingInputFileExitsWith2AndOneLine() {
        probe.work = () -> Files.size(Path.of("no-such-file.yaml")) > 0 ? 0 : 1;

        assertThat(run("probe")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).isEqualToIgnoringNewLines("error: no-such-file.yaml does not exist");
    }

    @Test
    void exceptionsDeclaredAsInvalidInputExitWith2() {
        probe.work = () -> {
            throw new UnusableDataException("no images");
        };

        assertThat(run("probe")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(err.toString()).isEqualToIgnoringNewLines("error: no images");
    }

    @Test
    void aFailureExitsWith1AndPrintsItsStackTraceOnlyIfVerbose() {
        probe.work = () -> {
            throw new IOException("the disk is full");
        };

        assertThat(run("probe")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("error: the disk is full");
        assertThat(run("probe", "--verbose")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("at " + NerestCommandLineTest.class.getName());
    }

    @Test
    void verboseMayPrecedeTheCommand() {
        probe.work = () -> {
            throw new IOException("the disk is full");
        };

        assertThat(run("--verbose", "probe")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("at " + NerestCommandLineTest.class.getName());
    }

    @Test
    void aCommandReturnsItsOwnExitCode() {
        probe.work = () -> ExitCode.INCOMPLETE;

        assertThat(run("probe")).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void everyCommandDocumentsItsOptionsAndExitCodes() {
        assertThat(run("probe", "--help")).isZero();

        assertThat(out.toString())
                .contains("--epochs", "--verbose", "--version", "Exit codes:", "2   invalid arguments or input");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).matches("(?s)Nerest \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\s*");
    }

    private int run(String... args) {
        CommandSpec group = CommandSpec.forAnnotatedObject(new Group());
        group.addSubcommand("probe", CommandSpec.forAnnotatedObject(probe));
        return NerestCommandLine.create(group, UnusableDataException.class)
                .writingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }

    enum Mode {
        fast,
        slow
    }

    @Command(name = "tool")
    static final class Group {}

    @Command(name = "probe")
    static final class Probe implements Callable<Integer> {
        @Option(names = "--epochs")
        private int epochs;

        @Option(names = "--dry-run", arity = "0..1", fallbackValue = "true")
        private boolean dryRun;

        @Option(names = "--mode")
        private Mode mode = Mode.slow;

        @Option(names = "--name")
        private String name = "";

        @Option(names = "--parts", split = ",")
        private Map<String, String> parts = new LinkedHashMap<>();

        private Callable<Integer> work = () -> ExitCode.OK;

        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }

    private static final class UnusableDataException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableDataException(String message) {
            super(message);
        }
    }
}
