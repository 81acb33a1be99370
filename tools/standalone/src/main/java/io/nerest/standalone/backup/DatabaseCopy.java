package io.nerest.standalone.backup;

import io.nerest.standalone.backup.SchemaCopy.TableCopy;
import io.nerest.system.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies the schemas of all services as they are at one moment: in one transaction that sees no later change. The services may
 * run meanwhile.
 */
final class DatabaseCopy {
    private final DatabaseAddress address;

    DatabaseCopy(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * Writes all tables below a folder.
     *
     * @throws IOException if the database or the disk fails
     */
    List<SchemaCopy> write(Path folder) throws IOException {
        try (Connection database = address.connect()) {
            database.setAutoCommit(false);
            database.setReadOnly(true);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            DatabaseTables tables = new DatabaseTables(database);
            List<SchemaCopy> copies = new ArrayList<>();
            for (String schema : tables.schemas()) {
                copies.add(write(schema, tables, copyManager(database), folder.resolve(schema)));
            }
            database.rollback();
            return copies;
        } catch (SQLException e) {
            throw new IOException("the database at " + address + " cannot be copied: " + e.getMessage(), e);
        }
    }

    private static SchemaCopy write(String schema, DatabaseTables tables, CopyManager copy, Path folder)
            throws SQLException, IOException {
        Files.createDirectories(folder);
        List<TableCopy> written = new ArrayList<>();
        for (String table : tables.tables(schema)) {
            List<String> columns = tables.columns(schema, table);
            MessageDigest digest = Sha256.digest();
            long rows;
            try (OutputStream out = new DigestOutputStream(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(table + TableCopy.EXTENSION))), digest)) {
                rows = copy.copyOut("COPY " + target(schema, table, columns) + " TO STDOUT", out);
            }
            written.add(new TableCopy(table, columns, rows, HexFormat.of().formatHex(digest.digest())));
        }
        return new SchemaCopy(schema, tables.migrations(schema), written, tables.sequences(schema));
    }

    /**
     * Replaces the rows of a schema by those of a copy. The schema must have been made by the same migrations.
     *
     * @param folder of the tables
     * @throws IOException if a file is damaged or the schema differs; the schema then keeps its rows
     */
    void load(SchemaCopy copy, Path folder) throws IOException {
        try (Connection database = address.connect()) {
            database.setAutoCommit(false);
            requireSameMigrations(copy, new DatabaseTables(database).migrations(copy.name()));
            try (Statement statement = database.createStatement()) {
                statement.execute("TRUNCATE "
                        + copy.tables().stream()
                                .map(table -> DatabaseTables.name(copy.name(), table.name()))
                                .collect(Collectors.joining(", ")));
            }
            for (TableCopy table : copy.tables()) {
                load(copy.name(), table, folder.resolve(copy.name()), copyManager(database));
            }
            for (Map.Entry<String, Long> sequence : copy.sequences().entrySet()) {
                set(database, DatabaseTables.name(copy.name(), sequence.getKey()), sequence.getValue());
            }
            database.commit();
        } catch (SQLException e) {
            throw new IOException("schema " + copy.name() + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private static void requireSameMigrations(SchemaCopy copy, List<SchemaCopy.AppliedMigration> present)
            throws IOException {
        if (!present.equals(copy.migrations())) {
            throw new IOException(
                    "schema %s was made by other migrations than that of the backup: it has %s, the backup %s. Restore with the version that made the backup, then upgrade."
                            .formatted(copy.name(), versions(present), versions(copy.migrations())));
        }
    }

    private static String versions(List<SchemaCopy.AppliedMigration> migrations) {
        return migrations.stream().map(SchemaCopy.AppliedMigration::version).collect(Collectors.joining(", "));
    }

    private static void load(String schema, TableCopy table, Path folder, CopyManager copy)
            throws IOException, SQLException {
        Path file = folder.resolve(table.fileName());
        MessageDigest digest = Sha256.digest();
        long rows;
        try (InputStream in = new DigestInputStream(new GZIPInputStream(Files.newInputStream(file)), digest)) {
            rows = copy.copyIn("COPY " + target(schema, table.name(), table.columns()) + " FROM STDIN", in);
        }
        if (rows != table.rows() || !HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw new IOException(file + " is damaged: its SHA-256 or its number of rows differs from the manifest");
        }
    }

    private static String target(String schema, String table, List<String> columns) {
        return DatabaseTables.name(schema, table)
                + columns.stream().map(DatabaseTables::quoted).collect(Collectors.joining(", ", " (", ")"));
    }

    private static void set(Connection database, String sequence, long value) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement("select setval(cast(? as regclass), ?)")) {
            statement.setString(1, sequence);
            statement.setLong(2, value);
            statement.execute();
        }
    }

    private static CopyManager copyManager(Connection database) throws SQLException {
        return database.unwrap(PGConnection.class).getCopyAPI();
    }
}
