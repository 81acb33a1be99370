package io.nerest.messaging.sending;

import io.agroal.api.AgroalDataSource;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one way to send: an event is stored in the caller's transaction and goes to the broker after its commit, at least
 * once, in the order stored. If the transaction rolls back, the event never was.
 */
@ApplicationScoped
public class Outbox {
    /** Kafka's default limit of a request, less room for headers: what the broker would refuse must not be stored. */
    public static final int MAX_PAYLOAD_BYTES = 1_000_000;

    private static final String INSERT = "INSERT INTO outbox (topic, key, headers, payload) VALUES (?, ?, ?, ?)";

    private final AgroalDataSource dataSource;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxSignal signal;
    private final String source;

    Outbox(
            AgroalDataSource dataSource,
            TransactionSynchronizationRegistry transactions,
            OutboxSignal signal,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.signal = signal;
        this.source = "/nerest/" + application;
    }

    /**
     * Stores an event.
     *
     * @param topic where it goes
     * @param key events of one key stay in order; null spreads them
     * @param event what happened
     * @return the event's id, CloudEvents {@code id}
     * @throws IllegalStateException when no transaction is active
     * @throws IllegalArgumentException when the event has more than 1,000,000 bytes
     * @throws OutboxException when the database does not take it
     */
    public <T> UUID add(Topic<T> topic, @Nullable String key, T event) {
        UUID id = UUID.randomUUID();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, utf8(EventHeaders.SPEC_VERSION_VALUE));
        headers.put(EventHeaders.ID, utf8(id.toString()));
        headers.put(EventHeaders.TYPE, utf8(topic.eventType()));
        headers.put(EventHeaders.SOURCE, utf8(source));
        headers.put(EventHeaders.TIME, utf8(Instant.now(Clock.systemUTC()).toString()));
        headers.put(EventHeaders.CONTENT_TYPE, utf8(EventHeaders.JSON));
        add(new OutgoingRecord(topic.name(), key, headers, EventJson.write(event)));
        return id;
    }

    /**
     * Stores a record as it is, headers and all.
     *
     * @throws IllegalStateException when no transaction is active
     * @throws IllegalArgumentException when the payload is larger than 1,000,000 bytes
     * @throws OutboxException when the database does not take it
     */
    public void add(OutgoingRecord record) {
        byte[] payload = record.payload();
        if (payload != null && payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("an event for " + record.topic() + " has " + payload.length
                    + " bytes, more than " + MAX_PAYLOAD_BYTES + ": put the bulk into the object store");
        }
        if (transactions.getTransactionKey() == null) {
            throw new IllegalStateException("an event for " + record.topic()
                    + " needs a transaction, so that it commits with the state it tells of");
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
        signalAfterCommit();
    }

    private void signalAfterCommit() {
        if (transactions.getResource(OutboxSignal.class) != null) {
            return;
        }
        transactions.putResource(OutboxSignal.class, signal);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    signal.raise();
                }
            }
        });
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
