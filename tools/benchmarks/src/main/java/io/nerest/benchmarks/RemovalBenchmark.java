package io.nerest.benchmarks;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.selector.retention.ExpiredFrames;
import io.nerest.selector.retention.ExpiredFrames.Expired;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nerest benchmark removal}: what it costs to delete the rows of a day of frames, and to drop them as a partition. */
@Command(
        name = "nerest benchmark removal",
        description =
                "Fills its own PostgreSQL with two days of scored frames, lets the first day expire, and prints how long it"
                        + " takes to delete its rows, and to drop tables of as many rows.")
public final class RemovalBenchmark implements Callable<Integer> {
    private static final String SCHEMA = "selector";
    private static final int DIMENSIONS = 256;
    private static final int BATCH = 1_000;
    private static final double MEBIBYTE = 1 << 20;

    /** As scoring's migrations make it, without partitions. */
    private static final String FRAME_SCORE = """
            create table frame_score (frame_id uuid not null, model_id text not null, pod text not null, boxes int not null,
            scored_at timestamptz not null, primary key (frame_id, model_id))""";

    private static final String FRAME_SCORES = """
            insert into frame_score select id, 'model-0000000000000000000000000000000000000000', 'scoring-7d9c8b6f5d-abcde', 0,
            captured_at from frame""";

    @Option(
            names = "--frames",
            defaultValue = "1728000",
            paramLabel = "N",
            description = "Frames of a day (default: ${DEFAULT-VALUE}, 20 cameras with one frame a second).")
    private int frames = 1_728_000;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder of the database during the run, about 8 KB per frame (default: build).")
    private @Nullable Path folder;

    private RemovalBenchmark() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new RemovalBenchmark());
    }

    @Override
    public Integer call() throws Exception {
        if (frames < 1) {
            throw new IllegalArgumentException("--frames must be above 0, not " + frames);
        }
        Path home = Path.of(System.getProperty("nerest.home", "."));
        try (PostgresServer server = PostgresServer.start(home, folder == null ? home.resolve("build") : folder)) {
            String url = server.url() + "&currentSchema=" + SCHEMA;
            Flyway.configure()
                    .dataSource(url, "postgres", "")
                    .schemas(SCHEMA)
                    .locations("db/messaging", "db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
            try (Connection connection = DriverManager.getConnection(url);
                    Connection maintenance = DriverManager.getConnection(url)) {
                connection.setAutoCommit(false);
                measure(connection, maintenance);
            }
        }
        return ExitCode.OK;
    }

    private void measure(Connection connection, Connection maintenance) throws Exception {
        Instant expired = fill(connection, maintenance);
        System.out.printf(Locale.ROOT, "| %,d frames | s | MiB before |%n|---|--:|--:|%n", frames);
        Properties properties = new Properties();
        properties.put("hibernate.connection.datasource", new OneConnection(connection));
        double size = size(maintenance, "score") + size(maintenance, "frame");
        try (SessionFactory hibernate =
                        new Configuration().setProperties(properties).buildSessionFactory();
                Session session = hibernate.openSession()) {
            long began = System.nanoTime();
            int removed = remove(session, expired);
            if (removed != frames) {
                throw new IllegalStateException(removed + " frames were removed instead of " + frames);
            }
            print("selector: frames with scores deleted in batches of 1,000", began, size);
        }
        connection.commit();
        measure(maintenance, "selector: vacuum of both tables", size, "vacuum frame", "vacuum score");
        size = size(maintenance, "frame_score");
        measure(
                maintenance,
                "scoring: scores deleted in one statement",
                size,
                "delete from frame_score where scored_at < (select min(captured_at) from frame)");
        measure(maintenance, "scoring: vacuum", size, "vacuum frame_score");
        execute(
                maintenance,
                "create table score_of_a_day (like score including all)",
                "insert into score_of_a_day select * from score",
                "create table frame_score_of_a_day (like frame_score including all)",
                "insert into frame_score_of_a_day select * from frame_score");
        measure(
                maintenance,
                "selector: table of as many scores dropped",
                size(maintenance, "score_of_a_day"),
                "drop table score_of_a_day");
        measure(
                maintenance,
                "scoring: table of as many scores emptied",
                size(maintenance, "frame_score_of_a_day"),
                "truncate frame_score_of_a_day");
    }

    /** Stores two days, of which the first expires; returns a time after its expiry. */
    private Instant fill(Connection connection, Connection maintenance) throws SQLException, IOException {
        long began = System.nanoTime();
        StoredPool stored = new StoredPool(connection, DIMENSIONS);
        stored.addUnlabelled(frames);
        connection.commit();
        execute(maintenance, "update frame set unscorable = 'expired', expired_at = captured_at");
        stored.addUnlabelled(frames);
        connection.commit();
        execute(
                maintenance,
                FRAME_SCORE,
                FRAME_SCORES,
                "vacuum analyze frame",
                "vacuum analyze score",
                "vacuum analyze frame_score");
        System.err.printf(Locale.ROOT, "%,d frames stored after %.0f s%n", 2 * frames, secondsSince(began));
        return Instant.parse("9999-01-01T00:00:00Z");
    }

    private static int remove(Session session, Instant before) {
        ExpiredFrames rows = new ExpiredFrames(session);
        int total = 0;
        List<Expired> removed = List.of();
        do {
            Expired last = removed.isEmpty() ? Expired.FIRST : removed.get(removed.size() - 1);
            session.beginTransaction();
            removed = rows.removable(last, before, BATCH);
            if (!removed.isEmpty()) {
                rows.remove(removed);
            }
            session.getTransaction().commit();
            total += removed.size();
        } while (removed.size() == BATCH);
        return total;
    }

    private static void measure(Connection connection, String what, double size, String... statements)
            throws SQLException {
        long began = System.nanoTime();
        execute(connection, statements);
        print(what, began, size);
    }

    private static void print(String what, long began, double size) {
        System.out.printf(Locale.ROOT, "| %s | %.2f | %,.0f |%n", what, secondsSince(began), size);
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static double size(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_total_relation_size('" + table + "')")) {
            row.next();
            return row.getLong(1) / MEBIBYTE;
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
