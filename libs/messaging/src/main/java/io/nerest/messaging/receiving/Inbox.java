package io.nerest.messaging.receiving;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Remembers handled events. An event is marked in the transaction that handles it. */
@ApplicationScoped
class Inbox {
    private static final String MARK =
            "INSERT INTO inbox (consumer, source, event_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HANDLED = "SELECT source, event_id FROM inbox WHERE consumer = ?"
            + " AND (source, event_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))";
    private static final String FORGET = "DELETE FROM inbox WHERE handled_at < now() - make_interval(secs => ?)";

    private final AgroalDataSource dataSource;
    private final String consumer;

    Inbox(AgroalDataSource dataSource, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.consumer = application;
    }

    /** Identity of an event: its id is unique within its source. */
    record Identity(String source, String id) {
        static Identity of(ReceivedEvent<?> event) {
            return new Identity(event.source(), event.id());
        }

        /** Identity of a record without event attributes: its position. */
        static Identity of(RecordPosition position) {
            return new Identity("kafka", position.toString());
        }
    }

    /**
     * Marks an event as handled, in the caller's transaction.
     *
     * @return false if it was marked before; the caller must not handle it again
     */
    boolean mark(Identity event) throws SQLException {
        return mark(List.of(event)) == 1;
    }

    /**
     * Marks several events as handled, in the caller's transaction.
     *
     * @return number of events that were not marked before
     */
    int mark(List<Identity> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement mark = connection.prepareStatement(MARK)) {
            for (Identity event : events) {
                mark.setString(1, consumer);
                mark.setString(2, event.source());
                mark.setString(3, event.id());
                mark.addBatch();
            }
            return Arrays.stream(mark.executeBatch()).sum();
        }
    }

    /** Returns the events that were marked before. */
    Set<Identity> handled(Collection<Identity> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(HANDLED)) {
            query.setString(1, consumer);
            query.setArray(2, texts(connection, events, Identity::source));
            query.setArray(3, texts(connection, events, Identity::id));
            Set<Identity> handled = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    handled.add(new Identity(rows.getString(1), rows.getString(2)));
                }
            }
            return handled;
        }
    }

    private static Array texts(Connection connection, Collection<Identity> events, Function<Identity, String> text)
            throws SQLException {
        return connection.createArrayOf("text", events.stream().map(text).toArray());
    }

    /** Deletes marks older than the given age and returns their number. */
    int forgetOlderThan(Duration age) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setDouble(1, (double) age.toSeconds());
            return forget.executeUpdate();
        }
    }
}
