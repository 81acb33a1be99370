package io.nerest.standalone.snapshot;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.OutputPlace;
import io.nerest.contracts.Snapshot;
import io.nerest.standalone.options.StackOptions;
import io.nerest.standalone.options.StoreOptions;
import io.nerest.standalone.stack.AccessToken;
import io.nerest.standalone.stack.Endpoints;
import io.nerest.standalone.stack.StackFile;
import io.nerest.standalone.stack.StoreAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nerest snapshot}: the data sets of trainings as YOLO folders. */
@Command(
        name = "snapshot",
        description =
                "List the data sets of an installation's trainings, export one as a YOLO folder, or rebuild a folder and"
                        + " compare it.",
        subcommands = {SnapshotCommand.ListSnapshots.class, SnapshotCommand.Export.class, SnapshotCommand.Rebuild.class
        })
public final class SnapshotCommand {
    private SnapshotCommand() {}

    /** A command that reads the store of a running stack, or any store. */
    abstract static class OfStack implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                defaultValue = "build/up",
                description = "State directory of a running stack. Default: ${DEFAULT-VALUE}.")
        Path dataDir = Path.of("build/up");

        @Mixin
        private StoreOptions store = new StoreOptions();

        final SnapshotStoreClient store() throws IOException {
            Optional<StoreAddress> address = store.address();
            return new SnapshotStoreClient(address.isPresent() ? address.get() : ofDataDir());
        }

        private StoreAddress ofDataDir() throws IOException {
            StackFile stack = StackFile.read(StackOptions.dataDir(dataDir))
                    .filter(StackFile::isLauncherRunning)
                    .orElseThrow(() -> new IllegalArgumentException("no stack runs on " + dataDir
                            + ": start one with './nerest up --data-dir " + dataDir + "', or name a store with --s3"));
            return new Endpoints(stack.ports(), AccessToken.in(dataDir))
                    .addresses()
                    .store();
        }

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }
    }

    /** {@code nerest snapshot list}. */
    @Command(name = "list", description = "List the snapshots: campaign, round, and the start of the hash.")
    static final class ListSnapshots extends OfStack {
        @Override
        public Integer call() throws IOException {
            store().keys().forEach(key -> out().println(key));
            out().flush();
            return ExitCode.OK;
        }
    }

    /** {@code nerest snapshot export}. */
    @Command(name = "export", description = "Write a snapshot as a YOLO folder, and print its SHA-256.")
    static final class Export extends OfStack {
        @Parameters(paramLabel = "KEY", description = "Key of the snapshot, as './nerest snapshot list' prints it.")
        private String key = "";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or empty directory.")
        private Path folder = Path.of(".");

        @Override
        public Integer call() throws IOException {
            OutputPlace.folder("--out", folder);
            requireEmpty(folder);
            SnapshotStoreClient store = store();
            Snapshot snapshot = store.snapshot(key);
            String hash = SnapshotFolder.write(snapshot, store::image, folder);
            out().println("%d training and %d validation frames, sha256 %s, in %s"
                    .formatted(snapshot.train().size(), snapshot.validation().size(), hash, folder));
            out().flush();
            return ExitCode.OK;
        }
    }

    /** {@code nerest snapshot rebuild}. */
    @Command(
            name = "rebuild",
            description =
                    "Write a snapshot again beside an exported folder and compare: whether labels and images are still those"
                            + " of the export.")
    static final class Rebuild extends OfStack {
        @Parameters(index = "0", paramLabel = "KEY", description = "Key of the snapshot.")
        private String key = "";

        @Parameters(index = "1", paramLabel = "DIR", description = "The exported folder.")
        private Path exported = Path.of(".");

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or empty directory.")
        private Path folder = Path.of(".");

        @Override
        public Integer call() throws IOException {
            OutputPlace.folder("--out", folder);
            requireEmpty(folder);
            SnapshotStoreClient store = store();
            String recorded = SnapshotFolder.recorded(exported);
            String present = SnapshotFolder.hash(exported);
            String rebuilt = SnapshotFolder.write(store.snapshot(key), store::image, folder);
            boolean same = rebuilt.equals(recorded) && rebuilt.equals(present);
            out().println("rebuilt  " + rebuilt);
            out().println("exported " + recorded);
            out().println(
                            same
                                    ? "the same bytes"
                                    : present.equals(recorded)
                                            ? "the snapshot or its images have changed since the export"
                                            : "files of " + exported + " have changed since the export");
            out().flush();
            return same ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "--out=" + folder + ": is not empty; name a new or an empty folder");
                }
            }
        }
    }
}
