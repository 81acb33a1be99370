package io.nerest.platform;

import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server as a child process. It ends with this process, even if this process is killed. */
final class PostgresPart implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPart.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_POLL = Duration.ofMillis(50);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration OLD_SERVER_LIMIT = Duration.ofSeconds(15);
    private static final Duration RESTART_PAUSE = Duration.ofMillis(200);

    private final Path dataDir;
    private final int port;
    private final List<String> databases;
    private final boolean fsync;
    private final @Nullable Path log;
    private @Nullable ChildProcess server;
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
        Path binaries = PostgresBinaries.unpacked();
        PostgresPrograms programs = new PostgresPrograms(binaries, log);
        if (!Files.isDirectory(dataDir)) {
            PostgresCluster cluster = new PostgresCluster(programs);
            if (fsync) {
                cluster.create(dataDir);
            } else {
                cluster.copy(binaries.resolveSibling(binaries.getFileName() + "-cluster"), dataDir);
            }
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
            ChildProcess started = launch(programs);
            try {
                return connect(started);
            } catch (ServerEndedException e) {
                if (Instant.now().isAfter(limit)) {
                    throw e;
                }
                // The processes of a killed server may hold the directory for a moment.
                Thread.sleep(RESTART_PAUSE.toMillis());
            }
        }
    }

    private ChildProcess launch(PostgresPrograms programs) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", dataDir.toString(), "-p", Integer.toString(port)));
        settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        ChildProcess started = programs.start("postgres", arguments);
        server = started;
        if (guard != null) {
            guard.release();
        }
        guard = ProcessGuard.over(started.pid());
        return started;
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

    private Connection connect(ChildProcess started) throws SQLException, IOException, InterruptedException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try {
                return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
            } catch (SQLException e) {
                if (!started.isAlive()) {
                    throw new ServerEndedException(started.awaitExit());
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
        ChildProcess running = server;
        if (running != null) {
            running.awaitExit();
        }
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        ChildProcess running = server;
        if (running != null && running.isAlive()) {
            PostmasterFile.interrupt(running.pid());
            try {
                running.awaitExit(STOP_LIMIT);
            } catch (IOException e) {
                LOG.warn("{}; killing it", e.getMessage());
                running.kill();
            }
        }
        ProcessGuard guarding = guard;
        if (guarding != null) {
            guarding.release();
        }
    }

    /** The server ended during its start. */
    private static final class ServerEndedException extends IOException {
        ServerEndedException(int status) {
            super("PostgreSQL ended with exit code " + status + " during its start; its log contains the reason");
        }
    }
}
