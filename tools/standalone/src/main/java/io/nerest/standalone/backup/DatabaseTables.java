package io.nerest.standalone.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads from the catalogue of PostgreSQL what the schemas of the services contain. */
final class DatabaseTables {
    /** The table in which Flyway records migrations. */
    static final String HISTORY = "flyway_schema_history";

    private static final String SCHEMAS =
            "select schemaname from pg_tables where tablename = '" + HISTORY + "' order by schemaname";
    /** Of a partitioned table the partitions, which hold its rows. */
    private static final String TABLES =
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'"
                    + " and n.nspname = ? and c.relname <> '" + HISTORY + "' order by c.relname";

    private static final String REFERENCES = """
            select child.relname, parent.relname from pg_constraint c
            join pg_class child on child.oid = c.conrelid join pg_class parent on parent.oid = c.confrelid
            join pg_namespace n on n.oid = child.relnamespace
            where c.contype = 'f' and n.nspname = ? and child.oid <> parent.oid""";
    private static final String COLUMNS = """
            select column_name from information_schema.columns
            where table_schema = ? and table_name = ? and is_generated = 'NEVER' order by ordinal_position""";
    private static final String SEQUENCES =
            "select sequencename, last_value from pg_sequences where schemaname = ? and last_value is not null";

    private final Connection database;

    DatabaseTables(Connection database) {
        this.database = database;
    }

    /** Returns the schemas that services have made. */
    List<String> schemas() throws SQLException {
        return column(SCHEMAS);
    }

    /** Returns the tables of a schema, each after those that it refers to. */
    List<String> tables(String schema) throws SQLException {
        Map<String, Set<String>> parents = new LinkedHashMap<>();
        column(TABLES, schema).forEach(table -> parents.put(table, new LinkedHashSet<>()));
        try (PreparedStatement query = query(REFERENCES, schema);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                parents.computeIfAbsent(rows.getString(1), unused -> new LinkedHashSet<>())
                        .add(rows.getString(2));
            }
        }
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < parents.size()) {
            int before = ordered.size();
            parents.forEach((table, references) -> {
                if (!ordered.contains(table) && ordered.containsAll(references)) {
                    ordered.add(table);
                }
            });
            if (ordered.size() == before) {
                throw new IllegalStateException("the tables of schema " + schema + " refer to each other in a circle");
            }
        }
        return ordered;
    }

    List<String> columns(String schema, String table) throws SQLException {
        return column(COLUMNS, schema, table);
    }

    Map<String, Long> sequences(String schema) throws SQLException {
        Map<String, Long> values = new LinkedHashMap<>();
        try (PreparedStatement query = query(SEQUENCES, schema);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getLong(2));
            }
        }
        return values;
    }

    /** Returns the migrations that made a schema, in the order of their text. */
    List<SchemaCopy.AppliedMigration> migrations(String schema) throws SQLException {
        List<SchemaCopy.AppliedMigration> migrations = new ArrayList<>();
        try (PreparedStatement query = query("select version, coalesce(checksum, 0) from " + name(schema, HISTORY)
                        + " where version is not null and success order by version");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                migrations.add(new SchemaCopy.AppliedMigration(rows.getString(1), rows.getInt(2)));
            }
        }
        return migrations;
    }

    /** Returns the quoted name of a table. */
    static String name(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private List<String> column(String sql, String... parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement query = query(sql, parameters);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private PreparedStatement query(String sql, String... parameters) throws SQLException {
        PreparedStatement query = database.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setString(i + 1, parameters[i]);
        }
        return query;
    }
}
