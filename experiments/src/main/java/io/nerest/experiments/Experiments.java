package io.nerest.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.detection.dataset.DatasetException;
import io.nerest.detection.weights.UnreadableWeightsException;
import io.nerest.experiments.cli.ExperimentCommand;
import io.nerest.experiments.compare.CompareCommand;
import io.nerest.selection.InvalidSelectionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
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
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

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
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    boolean bad = failure instanceof IllegalArgumentException
                            || failure instanceof InvalidSelectionException
                            || failure instanceof DatasetException
                            || failure instanceof UnreadableWeightsException
                            || failure instanceof NoSuchFileException;
                    String message = failure instanceof NoSuchFileException missing
                            ? missing.getFile() + " does not exist"
                            : String.valueOf(failure.getMessage());
                    line.getErr().println("error: " + message);
                    if (!bad && !(failure instanceof IOException)) {
                        failure.printStackTrace(line.getErr());
                    }
                    return bad ? BAD_INPUT : FAILED;
                })
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
