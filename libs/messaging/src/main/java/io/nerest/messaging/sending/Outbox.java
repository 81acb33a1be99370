package io.nerest.messaging.sending;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends events: stores them in the caller's transaction; after its commit they are delivered to the broker at least once,
 * in the order stored. Events of a transaction that rolls back are never sent.
 */
@ApplicationScoped
public class Outbox {
    /** Kafka's default limit of a request, less room for headers. Larger events would block the outbox. */
    public static final int MAX_PAYLOAD_BYTES = 1_000_000;

    private static final String INSERT = "INSERT INTO outbox (topic, key, headers, payload) VALUES (?, ?, ?, ?)";

    private final AgroalDataSource dataSource;
    private final CommitSignal transaction;
    private final URI source;

    Outbox(
            AgroalDataSource dataSource,
            TransactionSynchronizationRegistry transactions,
            OutboxSignal signal,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.transaction = new CommitSignal(transactions, signal);
        this.source = URI.create("/nerest/" + application);
    }

    /**
     * Stores an event.
     *
     * @param topic destination
     * @param key events of one key stay in order; null distributes them over all partitions
     * @param event payload
     * @return the event's id, CloudEvents {@code id}
     * @throws IllegalStateException if no transaction is active
     * @throws IllegalArgumentException if the event has more than 1,000,000 bytes
     * @throws OutboxException if the database fails
     */
    public <T> UUID add(Topic<T> topic, @Nullable String key, T event) {
        UUID id = UUID.randomUUID();
        add(EventRecords.of(topic, key, event, id, source, Instant.now(Clock.systemUTC())));
        return id;
    }

    /**
     * Stores a record with its headers.
     *
     * @throws IllegalStateException if no transaction is active
     * @throws IllegalArgumentException if the payload is larger than 1,000,000 bytes
     * @throws OutboxException if the database fails
     */
    public void add(OutgoingRecord record) {
        byte[] payload = record.payload();
        if (payload != null && payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("an event for " + record.topic() + " has " + payload.length
                    + " bytes; at most " + MAX_PAYLOAD_BYTES + " are allowed: store large data in the object store");
        }
        if (!transaction.isInTransaction()) {
            throw new IllegalStateException("an event for " + record.topic()
                    + " requires an active transaction, so that it commits with the state that it describes");
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, record.topic());
            insert.setString(2, record.key());
            insert.setString(3, HeaderJson.write(record.headers()));
            insert.setBytes(4, record.payload());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new OutboxException("the event for " + record.topic() + " could not be stored", e);
        }
        transaction.afterCommit();
    }
}
