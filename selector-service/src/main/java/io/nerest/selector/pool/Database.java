package io.nerest.selector.pool;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * SQL as it is, in whatever transaction is running: the pool is worked on in sets, which entities would load one by one.
 * Placeholders take UUIDs, texts, numbers, instants, enums, byte arrays, and arrays of UUIDs and texts.
 */
@ApplicationScoped
public class Database {

    private static final int FETCH = 5_000;
    /** What the driver takes as: from the first execution on. */
    private static final int BINARY_AT_ONCE = -1;

    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Makes a row into something. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Row<T> mapper, @Nullable Object... arguments) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(mapper.of(row)), arguments);
        return rows;
    }

    public <T> Optional<T> first(String sql, Row<T> mapper, @Nullable Object... arguments) {
        return query(sql, mapper, arguments).stream().findFirst();
    }

    public boolean exists(String sql, @Nullable Object... arguments) {
        return first("select exists(" + sql + ")", row -> row.getBoolean(1), arguments)
                .orElseThrow();
    }

    public int count(String sql, @Nullable Object... arguments) {
        return first(sql, row -> row.getInt(1), arguments).orElseThrow();
    }

    /** Hands over row by row; within a transaction, few are in memory at a time. */
    public void each(String sql, RowConsumer consumer, @Nullable Object... arguments) {
        read(sql, false, consumer, arguments);
    }

    /**
     * Hands over row by row what may be millions: within a transaction few are in memory at a time, and numbers and bytes
     * come as they are, not as text.
     */
    public void stream(String sql, RowConsumer consumer, @Nullable Object... arguments) {
        // A join of a million rows is one pass where its hash table fits, and hundreds of files where it does not.
        update("set local work_mem = '64MB'");
        // A plan kept from samples of hundreds would look a million scores up one by one.
        update("set local plan_cache_mode = force_custom_plan");
        read(sql, true, consumer, arguments);
    }

    private void read(String sql, boolean binary, RowConsumer consumer, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            if (binary) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
            }
            bind(connection, statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("query failed: " + e.getMessage(), e);
        }
    }

    public int update(String sql, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("update failed: " + e.getMessage(), e);
        }
    }

    /** The same statement for many rows, in few round trips. */
    public void batch(String sql, List<@Nullable Object[]> rows) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (@Nullable Object[] row : rows) {
                bind(connection, statement, row);
                statement.addBatch();
                if (++waiting == FETCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("update failed: " + e.getMessage(), e);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object[] arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, sqlValue(connection, arguments[i]));
        }
    }

    private static @Nullable Object sqlValue(Connection connection, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof UUID[] ids) {
            return array(connection, "uuid", ids);
        }
        if (value instanceof String[] texts) {
            return array(connection, "text", texts);
        }
        return value;
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** A column's instant; absent where the column is. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
