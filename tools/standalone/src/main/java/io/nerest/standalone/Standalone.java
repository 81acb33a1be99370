package io.nerest.standalone;

import io.nerest.commandline.NerestCommandLine;
import io.nerest.simulator.dataset.DatasetFormatException;
import io.nerest.standalone.backup.BackupCommand;
import io.nerest.standalone.backup.RestoreCommand;
import io.nerest.standalone.costs.CostsCommand;
import io.nerest.standalone.deadletters.DeadLettersCommand;
import io.nerest.standalone.demo.ChaosCommand;
import io.nerest.standalone.demo.DemoCommand;
import io.nerest.standalone.models.ModelCommand;
import io.nerest.standalone.setup.SetupCommand;
import io.nerest.standalone.snapshot.SnapshotCommand;
import io.nerest.standalone.tensorboard.TensorBoardCommand;
import picocli.CommandLine.Command;

/** Entry point of the commands that run, watch and prepare services: {@code nerest demo}, {@code nerest up} and so on. */
@Command(
        name = "nerest",
        description = "Runs all services of Nerest on this machine.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ConsoleCommand.class,
            DeadLettersCommand.class,
            SetupCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CostsCommand.class,
            ChaosCommand.class,
            SnapshotCommand.class,
            ModelCommand.class,
            TensorBoardCommand.class
        })
public final class Standalone {
    private Standalone() {}

    public static void main(String[] arguments) {
        commandLine().executeAndExit(arguments);
    }

    static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new Standalone(), DatasetFormatException.class);
    }
}
