package io.nerest.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nerest.messaging.sending.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

@QuarkusTest
@QuarkusTestResource(GreetingTopics.class)
class OutboxTest {
    /** As configured for the tests: longer than any test waits, so that only the signal sends events. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(60);

    @Inject
    Outbox outbox;

    @Inject
    Greetings greetings;

    @Test
    void eventsOfOneKeyArriveInTheOrderOfTheirCommits() {
        // When
        for (int batch = 0; batch < 10; batch++) {
            int first = batch * 10;
            QuarkusTransaction.requiringNew()
                    .run(() -> IntStream.range(first, first + 10)
                            .forEach(number -> outbox.add(Greeting.TOPIC, "one key", new Greeting("ordered", number))));
        }

        // Then
        List<Integer> all = IntStream.range(0, 100).boxed().toList();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(greetings.numbersOf("ordered")).isEqualTo(all));
    }

    @Test
    void anEventIsSentUponItsCommitBeforeTheNextPoll(TestReporter report) {
        List<Long> millis = new ArrayList<>();
        for (int number = 0; number < 11; number++) {
            Greeting greeting = new Greeting("at once", number);
            int seen = number + 1;

            // When
            QuarkusTransaction.requiringNew().run(() -> outbox.add(Greeting.TOPIC, "key", greeting));
            long committed = System.nanoTime();

            // Then
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(POLL_INTERVAL.dividedBy(2))
                    .until(() -> greetings.numbersOf("at once").size() == seen);
            millis.add((System.nanoTime() - committed) / 1_000_000);
        }
        Collections.sort(millis);
        report.publishEntry("median from commit to stored by the consumer", millis.get(millis.size() / 2) + " ms");
    }

    @Test
    void eventsOfARolledBackTransactionAreNotSent() {
        // When
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(Greeting.TOPIC, "key", new Greeting("rolled back", 1));
                    throw new IllegalStateException("the state could not be stored");
                }))
                .isInstanceOf(IllegalStateException.class);
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.add(Greeting.TOPIC, "key", new Greeting("after the roll-back", 1)));

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(greetings.numbersOf("after the roll-back")).hasSize(1));
        assertThat(greetings.numbersOf("rolled back")).isEmpty();
    }

    @Test
    void anEventWithoutATransactionIsRejected() {
        assertThatThrownBy(() -> outbox.add(Greeting.TOPIC, "key", new Greeting("alone", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("greetings")
                .hasMessageContaining("transaction");
    }
}
