package io.nerest.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server for one benchmark: its folder goes with it, and it ends when this process does. */
final class PostgresServer implements AutoCloseable {

    private static final String DATABASE = "nerest";
    private static final int STOP_LIMIT_S = 60;

    private final Path folder;
    private final Process process;
    private final String address;

    private PostgresServer(Path folder, Process process, String address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param home folder that the embedded platform is built in
     * @param parent where its folder is made; it needs about 2 KB for each frame
     */
    static PostgresServer start(Path home, Path parent) throws IOException {
        Path module = home.resolve("tools/embedded-platform/target");
        if (!Files.isDirectory(module.resolve("lib"))) {
            throw new IOException("the embedded platform is not built in " + module + "; run ./nerest build");
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "benchmark-postgres-");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
                "--log",
                folder.resolve("postgres.log").toString(),
                "--stop-on-stdin-eof"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("READY postgres ")) {
                return new PostgresServer(folder, process, line.substring("READY postgres ".length()));
            }
        }
        throw new IOException("PostgreSQL did not start; see " + folder.resolve("postgres.log"));
    }

    String url() {
        return "jdbc:postgresql://" + address + "/" + DATABASE + "?user=postgres";
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
