package io.nerest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.cli.bench.BenchCommand;
import io.nerest.cli.bench.EnginesCommand;
import io.nerest.cli.export.ExportCommand;
import io.nerest.cli.info.InfoCommand;
import io.nerest.cli.map.MapCommand;
import io.nerest.cli.parity.ParityCommand;
import io.nerest.cli.predict.PredictCommand;
import io.nerest.cli.val.ValCommand;
import io.nerest.commandline.CommandLogging;
import io.nerest.commandline.FailureReport;
import io.nerest.commandline.KeyValueArguments;
import io.nerest.commandline.UsageErrors;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.training.dataset.DatasetException;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code nerest detect COMMAND key=value ...}: the detector from the command line. A command is a class of the package
 * whose work it does, named in the list of subcommands here.
 *
 * <p>Exit codes: 0 it went well, 1 a check or a run failed, 2 the arguments or the input cannot be used.
 */
@Command(
        name = "nerest detect",
        description = "Trains, validates, runs and exports YOLOv8 detectors.",
        subcommands = {
            TrainCommand.class,
            ValCommand.class,
            PredictCommand.class,
            MapCommand.class,
            ParityCommand.class,
            BenchCommand.class,
            EnginesCommand.class,
            ExportCommand.class,
            InfoCommand.class,
            CommandLine.HelpCommand.class,
        },
        mixinStandardHelpOptions = true,
        version = "Nerest 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Arguments are written key=value, --key=value or --key value."})
public final class Detect implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--verbose",
            arity = "0..1",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "print the stack trace of a failure")
    private boolean verbose;

    /** Exceptions that mean that a command's input cannot be used. */
    public static final List<Class<? extends Exception>> INVALID_INPUT =
            List.of(DatasetException.class, UnreadableWeightsException.class, ImageRejectedException.class);

    private Detect() {}

    static Detect create() {
        return new Detect();
    }

    public static void main(String[] args) {
        CommandLogging.toStandardError();
        int exitCode = run(
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8),
                System.getenv(FailureReport.VERBOSE_VARIABLE) != null,
                args);
        System.exit(exitCode);
    }

    /**
     * Runs one command line in this process.
     *
     * @param out what the command has to say
     * @param err errors and usage
     * @param alwaysVerbose whether failures print stack traces even without {@code --verbose}
     * @return the exit code: 0, 1 or 2
     */
    static int run(PrintWriter out, PrintWriter err, boolean alwaysVerbose, String... args) {
        return commandLine(create(), alwaysVerbose).setOut(out).setErr(err).execute(KeyValueArguments.toOptions(args));
    }

    static CommandLine commandLine(Detect detect, boolean alwaysVerbose) {
        return new CommandLine(detect)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReport(() -> alwaysVerbose || detect.verbose, INVALID_INPUT));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
