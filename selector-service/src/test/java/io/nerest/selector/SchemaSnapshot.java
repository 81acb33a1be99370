package io.nerest.selector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Rows of the selector's tables as SQL, and their way back through the migrations. */
@ApplicationScoped
class SchemaSnapshot {

    private static final String SCHEMA = "fixture_restored";
    private static final List<String> TABLES = List.of(
            "frame",
            "label",
            "model",
            "training",
            "campaign",
            "validation_frame",
            "round",
            "sample_frame",
            "batch_frame");

    private final Session session;
    private final DataSource dataSource;

    @ConfigProperty(name = "nerest.schema")
    String schema;

    SchemaSnapshot(Session session, DataSource dataSource) {
        this.session = session;
        this.dataSource = dataSource;
    }

    /** Returns the rows of some campaigns and of the streams that match a pattern, one insert statement a row. */
    @Transactional
    String rows(String streams, List<UUID> campaigns) {
        StringBuilder sql = new StringBuilder();
        for (String table : TABLES) {
            for (String row : rows(table, streams, campaigns)) {
                sql.append("insert into ")
                        .append(table)
                        .append(" select * from json_populate_record(null::")
                        .append(table)
                        .append(", '")
                        .append(row.replace("'", "''"))
                        .append("');\n");
            }
        }
        return sql.toString();
    }

    private List<String> rows(String table, String streams, List<UUID> campaigns) {
        String condition = switch (table) {
            case "frame" -> "t.stream_id like :streams";
            case "label" -> "t.frame_id in (select id from frame where stream_id like :streams)";
            case "model" -> "t.id = 'direct-base' or t.event -> 'training' ->> 'campaignId' = any(:ids)";
            case "training" -> "t.progress ->> 'campaignId' = any(:ids)";
            case "campaign" -> "cast(t.id as text) = any(:ids)";
            default -> "cast(t.campaign_id as text) = any(:ids)";
        };
        NativeQuery<String> query = session.createNativeQuery(
                "select cast(row_to_json(t) as text) from " + table + " t where " + condition, String.class);
        if (condition.contains(":streams")) {
            query.setParameter("streams", streams);
        } else {
            query.setParameter("ids", campaigns.stream().map(UUID::toString).toArray(String[]::new));
        }
        return query.getResultList();
    }

    /** Restores recorded rows in a schema of the recorded version, migrates it, and copies its rows into the service's schema. */
    void restore(Path recorded, String schemaVersion) {
        flyway().target(schemaVersion).load().migrate();
        inSchema(read(recorded));
        flyway().load().migrate();
        List<String> copies = new ArrayList<>();
        for (String table : TABLES) {
            copies.add("insert into " + schema + "." + table + " select * from " + SCHEMA + "." + table
                    + " on conflict do nothing");
        }
        copies.add("drop schema " + SCHEMA + " cascade");
        inSchema(copies);
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("db/messaging", "db/migration")
                .outOfOrder(true);
    }

    private static List<String> read(Path recorded) {
        try {
            return Files.readAllLines(recorded).stream()
                    .map(line -> line.substring(0, line.length() - 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void inSchema(List<String> statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + SCHEMA);
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("set search_path = " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("the fixture cannot be restored: " + e.getMessage(), e);
        }
    }
}
