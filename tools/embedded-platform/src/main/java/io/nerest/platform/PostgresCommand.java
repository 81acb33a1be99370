package io.nerest.platform;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postgres}: one PostgreSQL server. */
@Command(name = "postgres", description = "PostgreSQL: user postgres, no password, reachable from this machine only.")
final class PostgresCommand extends PartCommand {
    @Option(
            names = "--databases",
            paramLabel = "NAME",
            split = ",",
            description = "Databases to create if missing, separated by commas.")
    private List<String> databases = List.of();

    @Option(
            names = "--no-fsync",
            description = "Do not wait for the disk: commits survive a killed process, but not a power failure."
                    + " For tests and demos.")
    private boolean noFsync;

    @Override
    Part part(Path dataDir, int port, @Nullable Path log) {
        return new PostgresPart(dataDir, port, databases, !noFsync, log);
    }
}
