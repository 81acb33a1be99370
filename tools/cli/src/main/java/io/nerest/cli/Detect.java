package io.nerest.cli;

import io.nerest.cli.base.BaseCommand;
import io.nerest.cli.bench.BenchCommand;
import io.nerest.cli.bench.EnginesCommand;
import io.nerest.cli.export.ExportCommand;
import io.nerest.cli.fewlabels.FewLabelsCommand;
import io.nerest.cli.info.InfoCommand;
import io.nerest.cli.map.MapCommand;
import io.nerest.cli.parity.ParityCommand;
import io.nerest.cli.predict.PredictCommand;
import io.nerest.cli.prune.PruneCommand;
import io.nerest.cli.train.TrainCommand;
import io.nerest.cli.tune.TuneCommand;
import io.nerest.cli.val.ValCommand;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.training.dataset.DatasetException;
import io.nerest.vision.image.ImageRejectedException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code nerest detect COMMAND key=value ...}: the detector from the command line. One package per command. */
@Command(
        name = "nerest detect",
        description = "Trains, validates, runs and exports YOLOv8 detectors.",
        subcommands = {
            TrainCommand.class,
            TuneCommand.class,
            ValCommand.class,
            PredictCommand.class,
            MapCommand.class,
            ParityCommand.class,
            BenchCommand.class,
            EnginesCommand.class,
            ExportCommand.class,
            InfoCommand.class,
            PruneCommand.class,
            BaseCommand.class,
            FewLabelsCommand.class
        },
        footer = {"", "Arguments are written key=value, --key=value or --key value."})
public final class Detect {
    private Detect() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    /**
     * Runs one command line in this process.
     *
     * @param out receives the command's output
     * @param err receives errors
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().writingTo(out, err).execute(args);
    }

    private static NerestCommandLine commandLine() {
        return NerestCommandLine.create(
                new Detect(), DatasetException.class, UnreadableWeightsException.class, ImageRejectedException.class);
    }
}
