package io.nerest.benchmarks;

import io.nerest.commandline.ExitCode;
import io.nerest.commandline.NerestCommandLine;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.InvalidSelectionException;
import io.nerest.selection.Strategies;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selection.round.RoundSelection;
import io.nerest.selection.round.RoundSettings;
import io.nerest.selection.round.SampleWindow;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.pool.SampleView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nerest benchmark}: how long a round takes to select from PostgreSQL, by strategy and size of the pool. */
@Command(
        name = "nerest benchmark",
        description = "Fills its own PostgreSQL with scored frames, as the selector stores them, and prints how long"
                + " a round takes to draw its sample and to select its batch.")
public final class SelectionBenchmark implements Callable<Integer> {

    private static final String SCHEMA = "selector";
    private static final long SEED = 3;

    @Option(
            names = "--frames",
            split = ",",
            defaultValue = "10000,100000,1000000",
            paramLabel = "N",
            description = "Sizes of the pool, rising (default: ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--strategies",
            split = ",",
            defaultValue = "random,least-confidence,entropy,core-set,coral,hybrid",
            paramLabel = "NAME",
            description = "Strategies (default: ${DEFAULT-VALUE}).")
    private List<String> strategies = List.of();

    @Option(
            names = "--batch-size",
            defaultValue = "1000",
            paramLabel = "B",
            description = "Frames to select (default: ${DEFAULT-VALUE}).")
    private int batchSize = 1000;

    @Option(
            names = "--labelled",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Labelled frames, from which some strategies keep a distance (default: ${DEFAULT-VALUE}).")
    private int labelled = 1000;

    @Option(
            names = "--dimensions",
            defaultValue = "256",
            paramLabel = "D",
            description = "Dimensions of the embeddings (default: ${DEFAULT-VALUE}).")
    private int dimensions = 256;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder of the database during the run, about 2 KB per frame (default: build).")
    private @Nullable Path folder;

    private SelectionBenchmark() {}

    public static void main(String[] args) {
        commandLine().executeAndExit(args);
    }

    static NerestCommandLine commandLine() {
        return NerestCommandLine.create(new SelectionBenchmark());
    }

    @Override
    public Integer call() throws Exception {
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) < (i == 0 ? 1 : sizes.get(i - 1))) {
                throw new IllegalArgumentException("--frames must be above 0 and rise, not " + sizes);
            }
        }
        for (String name : strategies) {
            try {
                Strategies.configure(name, Map.of());
            } catch (InvalidSelectionException e) {
                throw new IllegalArgumentException("--strategies: " + e.getMessage());
            }
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
            try (Connection connection = DriverManager.getConnection(url)) {
                measure(connection);
            }
        }
        return ExitCode.OK;
    }

    private void measure(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        try (SessionFactory hibernate = new Configuration()
                        .setProperties(dataSource(connection))
                        .buildSessionFactory();
                Session session = hibernate.openSession()) {
            measure(connection, session);
        }
    }

    /** The selector's queries go through Hibernate; here they share one connection with the copies that fill the pool. */
    private static Properties dataSource(Connection connection) {
        Properties properties = new Properties();
        properties.put("hibernate.connection.datasource", new OneConnection(connection));
        return properties;
    }

    private void measure(Connection connection, Session session) throws Exception {
        Pool pool = new Pool(session);
        StoredPool stored = new StoredPool(connection, dimensions);
        stored.addLabelled(labelled);
        System.out.println("| frames | strategy | draws the sample, s | selects, s | peak memory, MB |");
        System.out.println("|---|---|---|---|---|");
        int held = 0;
        int round = 0;
        for (int size : sizes) {
            long began = System.nanoTime();
            stored.addUnlabelled(size - held);
            held = size;
            connection.commit();
            System.err.printf(Locale.ROOT, "%,d frames stored after %.0f s%n", size, secondsSince(began));
            for (String name : strategies) {
                measure(session, pool, stored.filter(), ++round, name, size);
                connection.commit();
            }
        }
    }

    private void measure(Session session, Pool pool, PoolFilter filter, int round, String name, int size)
            throws Exception {
        ConfiguredStrategy configured = Strategies.configure(name, Map.of());
        System.gc();
        ResidentMemory.forgetPeak();
        long began = System.nanoTime();
        session.beginTransaction();
        RoundPolicy policy =
                new RoundPolicy(new RoundSettings(configured, 0, batchSize, 0, Optional.empty(), false, SEED));
        RoundPlan plan = policy.plan(round, List.of(StoredPool.MODEL));
        SampleWindow window = plan.sample().orElseThrow();
        int sampled = pool.draw(filter, round, window.size(), window.start());
        if (plan.needsReferences()) {
            sampled += pool.addLabelled(filter, round);
        }
        double drawing = secondsSince(began);
        long drawn = System.nanoTime();
        RoundSelection selection = policy.select(plan, new SampleView(pool, filter, round, sampled, sampled));
        double choosing = secondsSince(drawn);
        int selected = selection.selected().size();
        if (selected != Math.min(batchSize, size)) {
            throw new IllegalStateException(name + " selected " + selected + " frames: " + selection.notes());
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %.2f | %.2f | %s |%n",
                size,
                name,
                drawing,
                choosing,
                ResidentMemory.peakMegabytes().map(String::valueOf).orElse("-"));
        pool.removeSample(filter.campaignId(), round);
        session.getTransaction().commit();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
