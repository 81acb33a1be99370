package io.nerest.cli;

import io.nerest.cli.count.CountCommand;
import io.nerest.cli.season.SeasonCommand;
import io.nerest.cli.tracker.TrackerCommand;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** The commands that count fish. */
@Command(
        name = "nerest",
        subcommands = {CountCommand.class, SeasonCommand.class, TrackerCommand.class})
public final class CountingCommands {
    private CountingCommands() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    /** Runs one command line in this process. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().writingTo(out, err).execute(args);
    }

    private static NerestCommandLine commandLine() {
        return NerestCommandLine.create(
                new CountingCommands(), UnreadableWeightsException.class, ImageRejectedException.class);
    }
}
