package io.nerest.benchmarks;

import io.nerest.system.ChildProcess;
import io.nerest.system.ChildSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A temporary PostgreSQL server for one benchmark. It ends with this process. */
final class PostgresServer implements AutoCloseable {

    private static final String DATABASE = "nerest";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final ChildProcess process;
    private final String address;

    private PostgresServer(Path folder, ChildProcess process, String address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server.
     *
     * @param home directory of the installation, with the built embedded platform
     * @param parent parent of its temporary directory, which needs about 2 KB per frame
     */
    static PostgresServer start(Path home, Path parent) throws IOException {
        Path module = home.resolve("tools/embedded-platform/target");
        if (!Files.isDirectory(module.resolve("lib"))) {
            throw new IOException("the embedded platform is not built in " + module + "; run ./nerest build");
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "benchmark-postgres-");
        List<String> command = ChildSpec.java(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                        File.pathSeparator,
                        module.resolve("classes").toString(),
                        home.resolve("libs/system/target/classes").toString(),
                        module.resolve("lib") + "/*"),
                "io.nerest.platform.Main",
                "postgres",
                "--data-dir",
                folder.resolve("data").toString(),
                "--databases",
                DATABASE,
                "--no-fsync",
                "--stop-on-stdin-eof"));
        ChildProcess process = ChildProcess.start(
                new ChildSpec("postgres", command, Map.of("LC_ALL", "C.UTF-8"), folder.resolve("postgres.log")));
        try {
            String ready = process.awaitReadyLine(START_LIMIT);
            return new PostgresServer(folder, process, ready.substring(ready.lastIndexOf(' ') + 1));
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL started", e);
        }
    }

    String url() {
        return "jdbc:postgresql://" + address + "/" + DATABASE + "?user=postgres";
    }

    @Override
    public void close() throws IOException {
        try {
            process.stop(STOP_LIMIT);
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
