package io.nerest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server as a child of this process, which dies with it however this process ends. */
final class PostgresPart implements Part {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_POLL = Duration.ofMillis(50);
    private static final int STOP_LIMIT_S = 15;
    private static final Duration OLD_SERVER_LIMIT = Duration.ofSeconds(15);
    private static final Duration RESTART_PAUSE = Duration.ofMillis(200);

    private final Path dataDir;
    private final int port;
    private final List<String> databases;
    private final boolean fsync;
    private final @Nullable Path log;
    private @Nullable Process server;
    private @Nullable ProcessGuard guard;

    PostgresPart(Path dataDir, int port, List<String> databases, boolean fsync, @Nullable Path log) {
        this.dataDir = dataDir.resolve("pgdata");
        this.port = port;
        this.databases = databases;
        this.fsync = fsync;
        this.log = log;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int start() throws IOException, SQLException, InterruptedException {
        PostmasterFile.of(dataDir).stopOrphan();
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked(), log);
        if (!Files.isDirectory(dataDir)) {
            initialise(programs);
        }
        try (Connection connection = startServer(programs)) {
            createDatabases(connection);
        }
        return port;
    }

    private Connection startServer(PostgresPrograms programs) throws IOException, SQLException, InterruptedException {
        boolean uncleanEnd = PostmasterFile.of(dataDir).exists();
        Instant limit = Instant.now().plus(uncleanEnd ? OLD_SERVER_LIMIT : Duration.ZERO);
        while (true) {
            Process started = launch(programs);
            try {
                return connect(started);
            } catch (ServerEndedException e) {
                if (Instant.now().isAfter(limit)) {
                    throw e;
                }
                // The processes of a server that was killed may take a moment to let go of the folder.
                Thread.sleep(RESTART_PAUSE.toMillis());
            }
        }
    }

    private Process launch(PostgresPrograms programs) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", dataDir.toString(), "-p", Integer.toString(port)));
        settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        Process started = programs.start("postgres", arguments);
        server = started;
        if (guard != null) {
            guard.release();
        }
        guard = ProcessGuard.over(started.pid());
        return started;
    }

    /** Makes the cluster beside its place and moves it there whole: a kill in between leaves nothing half made. */
    private void initialise(PostgresPrograms programs) throws IOException, InterruptedException {
        Path unfinished = dataDir.resolveSibling("pgdata.unfinished");
        Folders.delete(unfinished);
        programs.run(
                "initdb",
                List.of(
                        "--pgdata=" + unfinished,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions"));
        Files.move(unfinished, dataDir, StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> settings() {
        return Map.of(
                "listen_addresses", "localhost",
                "unix_socket_directories", "",
                "timezone", "UTC",
                "fsync", fsync ? "on" : "off",
                "max_connections", "120",
                "shared_buffers", "64MB",
                "log_min_messages", "warning");
    }

    private Connection connect(Process started) throws SQLException, IOException, InterruptedException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
            } catch (SQLException e) {
                if (!started.isAlive()) {
                    throw new ServerEndedException(started.exitValue());
                }
                if (Instant.now().isAfter(limit)) {
                    throw e;
                }
                Thread.sleep(START_POLL.toMillis());
            }
        }
    }

    private void createDatabases(Connection connection) throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement create = connection.createStatement()) {
            for (String database : databases) {
                exists.setString(1, database);
                try (ResultSet found = exists.executeQuery()) {
                    if (!found.next()) {
                        create.execute("CREATE DATABASE " + create.enquoteIdentifier(database, true));
                    }
                }
            }
        }
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        Process running = server;
        if (running != null) {
            running.waitFor();
        }
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        Process running = server;
        if (running != null && running.isAlive()) {
            PostmasterFile.interrupt(running.pid());
            if (!running.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        }
        ProcessGuard guarding = guard;
        if (guarding != null) {
            guarding.release();
        }
    }

    /** The server ended while it started; its log says why. */
    private static final class ServerEndedException extends IOException {
        ServerEndedException(int status) {
            super("PostgreSQL ended with status " + status + " while starting; its log says why");
        }
    }
}
