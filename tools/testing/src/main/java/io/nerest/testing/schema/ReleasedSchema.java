package io.nerest.testing.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the statements of a release may rely on: tables, columns, and the rules that rows must keep. During an upgrade, pods of the
 * previous release work on the new schema, so it may only be extended, and only such that old inserts remain valid.
 *
 * @param tables by name
 */
public record ReleasedSchema(Map<String, Table> tables) {
    private static final String RECORD = "nerest.record-schema";
    private static final Path FILE = Path.of("src/test/resources/fixtures/released-schema.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String COLUMNS = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                a.atthasdef or a.attidentity <> ''
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
                and c.relname <> 'flyway_schema_history'""";
    private static final String CONSTRAINTS = """
            select t.relname, pg_get_constraintdef(c.oid) from pg_constraint c
            join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = current_schema() and c.contype in ('c', 'f', 'p', 'u', 'x')
                and t.relname <> 'flyway_schema_history'
            union all
            select t.relname, pg_get_indexdef(i.indexrelid) from pg_index i
            join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = current_schema() and i.indisunique and t.relname <> 'flyway_schema_history'
                and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)""";

    public ReleasedSchema {
        tables = new TreeMap<>(tables);
    }

    /**
     * A table.
     *
     * @param columns by name
     * @param rules keys, checks and unique indexes, as PostgreSQL prints them
     */
    public record Table(Map<String, Column> columns, Set<String> rules) {
        public Table {
            columns = new TreeMap<>(columns);
            rules = new TreeSet<>(rules);
        }
    }

    /**
     * A column.
     *
     * @param required whether it must have a value
     * @param filled whether it gets a value if an insert names none
     */
    public record Column(String type, boolean required, boolean filled) {}

    /** Reads the schema that a connection uses. */
    public static ReleasedSchema of(Connection database) throws SQLException {
        Map<String, Map<String, Column>> columns = new TreeMap<>();
        Map<String, Set<String>> rules = new TreeMap<>();
        try (PreparedStatement query = database.prepareStatement(COLUMNS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), unused -> new TreeMap<>())
                        .put(rows.getString(2), new Column(rows.getString(3), rows.getBoolean(4), rows.getBoolean(5)));
            }
        }
        try (PreparedStatement query = database.prepareStatement(CONSTRAINTS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rules.computeIfAbsent(rows.getString(1), unused -> new TreeSet<>())
                        .add(rows.getString(2));
            }
        }
        Map<String, Table> tables = new TreeMap<>();
        columns.forEach((name, own) -> tables.put(name, new Table(own, rules.getOrDefault(name, new TreeSet<>()))));
        return new ReleasedSchema(tables);
    }

    /**
     * Reads the schema of the previous release, which the module keeps among its test resources. With
     * {@code -Dnerest.record-schema=true}, at a release, the present schema is written first.
     */
    public static ReleasedSchema previous(ReleasedSchema present) throws IOException {
        if (Boolean.getBoolean(RECORD)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, JSON.writeValueAsString(present) + "\n");
        }
        return JSON.readValue(FILE.toFile(), ReleasedSchema.class);
    }

    /**
     * Returns what would break a pod of this release on a later schema, one sentence each.
     *
     * @param later the schema after the migrations of the next release
     */
    public List<String> brokenBy(ReleasedSchema later) {
        List<String> findings = new ArrayList<>();
        tables.forEach((name, table) -> {
            Table now = later.tables.get(name);
            if (now == null) {
                findings.add("table " + name + " is gone");
            } else {
                compare(name, table, now, findings);
            }
        });
        return findings;
    }

    private static void compare(String name, Table before, Table now, List<String> findings) {
        before.columns.forEach((column, was) -> {
            Column is = now.columns.get(column);
            String place = name + "." + column;
            if (is == null) {
                findings.add(place + " is gone");
            } else if (!is.type.equals(was.type)) {
                findings.add(place + " was " + was.type + " and is " + is.type);
            } else if (is.required && !was.required) {
                findings.add(place + " could be absent and must have a value now");
            } else if (is.required && was.filled && !is.filled) {
                findings.add(place + " was filled by itself and is not any more");
            }
        });
        now.columns.forEach((column, is) -> {
            if (!before.columns.containsKey(column) && is.required && !is.filled) {
                findings.add(name + "." + column + " is new and must have a value that old inserts do not name");
            }
        });
        now.rules.stream()
                .filter(rule -> !before.rules.contains(rule))
                .forEach(rule -> findings.add(name + " has a new rule that old rows or inserts may break: " + rule));
    }
}
