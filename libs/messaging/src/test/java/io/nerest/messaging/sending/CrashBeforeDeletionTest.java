package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.nerest.messaging.Greeting;
import io.nerest.messaging.GreetingTopics;
import io.nerest.messaging.Greetings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GreetingTopics.class)
class CrashBeforeDeletionTest {
    private static final String TEXT = "sent, then crashed";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Outbox outbox;

    @Inject
    OutboxTable table;

    @Inject
    Broker broker;

    @Inject
    Greetings greetings;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void anEventSentTwiceBecauseOfACrashBeforeItsDeletionIsHandledOnce() throws Exception {
        // Given: another pod holds the lock of the sender
        try (Connection otherPod = dataSource.getConnection();
                Statement statement = otherPod.createStatement()) {
            statement.execute("SELECT pg_advisory_lock('outbox'::regclass::oid::bigint)");
            add(1);

            // When: it sends the event and dies before it deletes the row
            broker.deliver(List.of(onlyRow(statement)));
            statement.execute("SELECT pg_advisory_unlock('outbox'::regclass::oid::bigint)");
        }

        // Then
        await().atMost(LIMIT).untilAsserted(() -> assertThat(table.depth()).isZero());
        add(2);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(greetings.numbersOf(TEXT)).containsExactly(1, 2));
    }

    private void add(int number) {
        QuarkusTransaction.requiringNew().run(() -> outbox.add(Greeting.TOPIC, TEXT, new Greeting(TEXT, number)));
    }

    private static OutgoingRecord onlyRow(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT topic, key, headers, payload FROM outbox")) {
            assertThat(row.next()).isTrue();
            OutgoingRecord record = new OutgoingRecord(
                    row.getString(1), row.getString(2), HeaderJson.read(row.getString(3)), row.getBytes(4));
            assertThat(row.next()).isFalse();
            return record;
        }
    }
}
