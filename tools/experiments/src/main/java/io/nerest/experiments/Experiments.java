package io.nerest.experiments;

import io.nerest.commandline.NerestCommandLine;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.experiments.cli.ExperimentCommand;
import io.nerest.experiments.compare.CompareCommand;
import io.nerest.experiments.offline.ActiveCommand;
import io.nerest.experiments.offline.CurriculumCommand;
import io.nerest.experiments.offline.QueryCommand;
import io.nerest.experiments.selfsupervised.EmbedCommand;
import io.nerest.formats.model.FormatException;
import io.nerest.training.dataset.DatasetException;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** The commands that compare strategies and models. */
@Command(
        name = "nerest",
        subcommands = {
            ExperimentCommand.class,
            CompareCommand.class,
            CurriculumCommand.class,
            ActiveCommand.class,
            QueryCommand.class,
            EmbedCommand.class
        })
public final class Experiments {
    private Experiments() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    /** Runs one command line in this process. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().writingTo(out, err).execute(args);
    }

    private static NerestCommandLine commandLine() {
        return NerestCommandLine.create(
                new Experiments(),
                DatasetException.class,
                FormatException.class,
                UnreadableWeightsException.class,
                ImageRejectedException.class);
    }
}
