package io.nerest.standalone.backup;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.options.StoreOptions;
import io.nerest.standalone.output.TimedOutput;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import io.nerest.standalone.stack.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nerest backup}: copies a running stack. */
@Command(
        name = "backup",
        description = {
            "Copy database, object store and keys of a running stack into a folder; or with --s3 and --database those of any installation.",
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

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "PostgreSQL of the installation whose store --s3 names: jdbc:postgresql://HOST:PORT/DATABASE. User and password"
                            + " are the environment variables QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD; the user may"
                            + " read all schemas.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A signing key to copy too, with --s3; repeat it for several. Default: none.")
    private List<Path> keys = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        OutputPlace.folder("--out", folder);
        TimedOutput output = new TimedOutput(spec.commandLine().getOut());
        backup().write(folder, output::line);
        output.line("the backup is complete: " + folder);
        return ExitCode.OK;
    }

    private Backup backup() throws IOException {
        Optional<StoreAddress> address = store.address();
        if (address.isPresent() != database.isPresent()) {
            throw new IllegalArgumentException("--s3 and --database: name both or neither");
        }
        if (address.isPresent()) {
            return new Backup(
                    DatabaseAddress.of(database.orElseThrow(), System.getenv()), address.get(), existing(keys));
        }
        StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                .filter(StackFile::isLauncherRunning)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no stack runs on " + dataDir + ": start one with './nerest up --data-dir " + dataDir
                                + "', or name an installation with --s3 and --database"));
        return Backup.of(new Endpoints(stack.ports(), AccessToken.in(dataDir)), dataDir);
    }

    private static List<Path> existing(List<Path> files) {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("--key=" + file + ": the file does not exist");
            }
        }
        return files;
    }
}
