package io.nerest.messaging.sending;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads and deletes the rows of the outbox, oldest first. */
@ApplicationScoped
class OutboxTable implements StoredRecords {
    /** Only one pod sends at a time; others wait for the lock. Two senders could reorder events of one key. */
    private static final String TAKE_TURN =
            "SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock('outbox'::regclass::oid::bigint)";

    private static final String OLDEST = "SELECT id, topic, key, headers, payload FROM outbox ORDER BY id LIMIT ?";
    private static final String OLDEST_SECONDS =
            "SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox";
    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    private final AgroalDataSource dataSource;

    OutboxTable(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public int deliverOldest(int limit, Delivery delivery)
            throws SQLException, DeliveryException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int delivered = deliverOldest(connection, limit, delivery);
                connection.commit();
                return delivered;
            } catch (SQLException | DeliveryException | InterruptedException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int deliverOldest(Connection connection, int limit, Delivery delivery)
            throws SQLException, DeliveryException, InterruptedException {
        try (Statement turn = connection.createStatement()) {
            turn.execute(TAKE_TURN);
        }
        List<Long> ids = new ArrayList<>();
        List<OutgoingRecord> records = new ArrayList<>();
        try (PreparedStatement oldest = connection.prepareStatement(OLDEST)) {
            oldest.setInt(1, limit);
            try (ResultSet rows = oldest.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                    records.add(new OutgoingRecord(
                            rows.getString(2),
                            rows.getString(3),
                            HeaderJson.read(rows.getString(4)),
                            rows.getBytes(5)));
                }
            }
        }
        if (ids.isEmpty()) {
            return 0;
        }
        delivery.deliver(records);
        Array delivered = connection.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setArray(1, delivered);
            delete.executeUpdate();
        }
        return ids.size();
    }

    /** Returns for how many seconds the oldest row has waited; 0 if there is none. */
    double oldestSeconds() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement oldest = connection.createStatement();
                ResultSet row = oldest.executeQuery(OLDEST_SECONDS)) {
            row.next();
            return row.getDouble(1);
        }
    }

    @Override
    public long depth() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement count = connection.createStatement();
                ResultSet row = count.executeQuery("SELECT count(*) FROM outbox")) {
            row.next();
            return row.getLong(1);
        }
    }
}
