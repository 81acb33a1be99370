package io.nerest.standalone.backup;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest backup}: copies a running stack. */
@Command(
        name = "backup",
        description = {
            "Copy database, object store and keys of a running stack into a folder.",
            "The services run on. A folder that has a backup is brought up to date: only new objects are copied."
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "build/up",
            description = "State directory of a running stack. Default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("build/up");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the backup, best on another disk. It contains secrets.")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        OutputPlace.folder("--out", folder);
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no stack runs on " + dataDir + ": start one with './nerest up --data-dir " + dataDir + "'"));
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        new Backup(new Endpoints(stack.ports(), AccessToken.in(dataDir)), dataDir).write(folder, output::line);
        output.line("the backup is complete: " + folder);
        return ExitCode.OK;
    }
}
