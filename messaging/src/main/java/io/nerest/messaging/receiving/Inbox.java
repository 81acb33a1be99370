package io.nerest.messaging.receiving;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What was handled already, marked in the transaction that handled it. */
@ApplicationScoped
class Inbox {
    private static final String MARK =
            "INSERT INTO inbox (consumer, source, event_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String HAS = "SELECT 1 FROM inbox WHERE consumer = ? AND source = ? AND event_id = ?";
    private static final String FORGET = "DELETE FROM inbox WHERE handled_at < now() - make_interval(secs => ?)";

    private final AgroalDataSource dataSource;
    private final String consumer;

    Inbox(AgroalDataSource dataSource, @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.consumer = application;
    }

    /** What tells one event from every other: who sent it, and its id there. */
    record Identity(String source, String id) {
        static Identity of(ReceivedEvent<?> event) {
            return new Identity(event.source(), event.id());
        }

        /** For records that carry no identity: where they stand. */
        static Identity of(RecordPosition position) {
            return new Identity("kafka", position.toString());
        }
    }

    /**
     * Marks an event as handled, in the caller's transaction.
     *
     * @return false when it was marked before: then the caller has nothing to do
     */
    boolean mark(Identity event) throws SQLException {
        return mark(List.of(event)) == 1;
    }

    /**
     * Marks several events as handled, in the caller's transaction.
     *
     * @return how many were not marked before
     */
    int mark(List<Identity> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement mark = connection.prepareStatement(MARK)) {
            int marked = 0;
            for (Identity event : events) {
                mark.setString(1, consumer);
                mark.setString(2, event.source());
                mark.setString(3, event.id());
                marked += mark.executeUpdate();
            }
            return marked;
        }
    }

    boolean has(Identity event) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement has = connection.prepareStatement(HAS)) {
            has.setString(1, consumer);
            has.setString(2, event.source());
            has.setString(3, event.id());
            try (ResultSet row = has.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Forgets what was handled longer ago than Kafka keeps records. */
    int forgetOlderThan(Duration age) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setDouble(1, (double) age.toSeconds());
            return forget.executeUpdate();
        }
    }
}
