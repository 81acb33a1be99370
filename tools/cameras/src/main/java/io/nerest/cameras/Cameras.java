package io.nerest.cameras;

import io.nerest.cameras.bench.CamerasCommand;
import io.nerest.cameras.hostile.HostileCommand;
import io.nerest.cameras.sampling.SamplingCommand;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.training.dataset.DatasetException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** The commands about cameras and the sampling of their frames. */
@Command(
        name = "nerest",
        subcommands = {SamplingCommand.class, CamerasCommand.class, HostileCommand.class})
public final class Cameras {
    private Cameras() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    /** Runs one command line in this process. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().writingTo(out, err).execute(args);
    }

    private static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new Cameras(), DatasetException.class);
    }
}
