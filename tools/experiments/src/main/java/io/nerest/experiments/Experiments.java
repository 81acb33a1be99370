package io.nerest.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.commandline.FailureReport;
import io.nerest.commandline.UsageErrors;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.experiments.cli.ExperimentCommand;
import io.nerest.experiments.compare.CompareCommand;
import io.nerest.training.dataset.DatasetException;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands that set ways of learning side by side. */
@Command(
        name = "nerest",
        mixinStandardHelpOptions = true,
        subcommands = {ExperimentCommand.class, CompareCommand.class})
public final class Experiments implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    /** Runs one command line in this process. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Experiments())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new FailureReport(
                        () -> System.getenv(FailureReport.VERBOSE_VARIABLE) != null,
                        List.of(
                                DatasetException.class,
                                UnreadableWeightsException.class,
                                ImageRejectedException.class)))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
