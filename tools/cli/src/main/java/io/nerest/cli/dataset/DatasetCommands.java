package io.nerest.cli.dataset;

import io.nerest.cli.cvat.CvatCommand;
import io.nerest.cli.importing.ImportCommand;
import io.nerest.cli.labelstudio.LabelStudioCommand;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.formats.model.FormatException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** The commands of data sets, of imports, of Label Studio and of CVAT. */
@Command(
        name = "nerest",
        subcommands = {
            DatasetCommands.DatasetGroup.class,
            ImportCommand.class,
            LabelStudioCommand.class,
            CvatCommand.class
        })
public final class DatasetCommands {
    private DatasetCommands() {}

    /** {@code nerest dataset COMMAND}. */
    @Command(
            name = "dataset",
            description =
                    "Converts, merges, splits, counts, checks and downloads data sets of eight annotation formats; lists, freezes,"
                            + " compares and tags the named data sets of a running stack.",
            subcommands = {
                ConvertCommand.class,
                MergeCommand.class,
                SplitCommand.class,
                StatsCommand.class,
                CheckCommand.class,
                PullCommand.class,
                ListDatasetsCommand.class,
                FreezeCommand.class,
                DiffCommand.class,
                TagCommand.class
            })
    static final class DatasetGroup {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    /** Runs one command line in this process. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().writingTo(out, err).execute(args);
    }

    private static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new DatasetCommands(), FormatException.class);
    }
}
