package io.nerest.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.Topic;
import io.nerest.messaging.receiving.DeadLetterHeaders;
import io.nerest.messaging.receiving.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(GreetingTopics.class)
class ReceiverTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Greetings greetings;

    @Inject
    GreetingService service;

    @Inject
    Receiver receiver;

    @Inject
    MeterRegistry meters;

    @Test
    void anEventThatIsDeliveredTwiceIsHandledOnce() {
        // Given
        Map<String, String> headers = KafkaRecords.eventHeaders(Greeting.TOPIC, UUID.randomUUID());

        // When
        KafkaRecords.send("greetings", "twice", headers, greeting("twice", 1));
        KafkaRecords.send("greetings", "twice", headers, greeting("twice", 1));
        sendEvent(Greeting.TOPIC, "twice", "twice", 2);

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(greetings.numbersOf("twice")).containsExactly(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "io.nerest.greetings.v1 | {\"text\":     | not a Greeting",
                "io.nerest.greetings.v1 | {\"number\":1} | 'text' is missing",
                "io.nerest.greetings.v9 | {}             | event type 'io.nerest.greetings.v9' is unknown",
            })
    void anInvalidRecordBecomesADeadLetterWithTheReasonAndTheNextIsHandled(String type, String json, String reason) {
        // Given
        UUID id = UUID.randomUUID();
        Map<String, String> headers = KafkaRecords.eventHeaders(Greeting.TOPIC, id);
        headers.put(EventHeaders.TYPE, type);

        // When
        KafkaRecords.send("greetings", "poisoned", headers, json);
        sendEvent(Greeting.TOPIC, "poisoned", id.toString(), 7);

        // Then
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(greetings.numbersOf(id.toString())).containsExactly(7));
        ConsumerRecord<String, String> letter = KafkaRecords.deadLetterOf("greetings", EventHeaders.ID, id.toString());
        assertThat(letter.value()).isEqualTo(json);
        assertThat(letter.key()).isEqualTo("poisoned");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.REASON)).contains(reason);
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.TOPIC)).isEqualTo("greetings");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.PARTITION)).matches("\\d+");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.OFFSET)).matches("\\d+");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.SERVICE)).isEqualTo("messaging-test");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.EXCEPTION)).contains("RejectedEventException");
    }

    @Test
    void aRejectedEventStoresNoRowAndBecomesADeadLetter() {
        // When
        UUID id = sendEvent(Greeting.TOPIC, "k", GreetingService.REJECT, 1);

        // Then
        ConsumerRecord<String, String> letter = KafkaRecords.deadLetterOf("greetings", EventHeaders.ID, id.toString());
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.REASON)).isEqualTo("asked to be rejected");
        assertThat(greetings.numbersOf(GreetingService.REJECT)).isEmpty();
    }

    @Test
    void aTransientFailureIsRetriedAndStoresOnce() {
        // When
        sendEvent(Greeting.TOPIC, "k", GreetingService.FAIL_TWICE, 5);

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(greetings.numbersOf(GreetingService.FAIL_TWICE))
                        .containsExactly(5));
        assertThat(service.attemptsAt(new Greeting(GreetingService.FAIL_TWICE, 5)))
                .isEqualTo(3);
    }

    @Test
    void aDefectOfTheHandlerIsRetriedAndThenBecomesADeadLetter() {
        // When
        UUID id = sendEvent(Greeting.TOPIC, "k", GreetingService.BUG, 1);

        // Then
        ConsumerRecord<String, String> letter = KafkaRecords.deadLetterOf("greetings", EventHeaders.ID, id.toString());
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.REASON)).contains("a defect of the handler");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.EXCEPTION))
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(service.attemptsAt(new Greeting(GreetingService.BUG, 1))).isEqualTo(4);
    }

    @Test
    void aBatchStoresItsValidEventsOnceIfOthersAreRejectedOrFail() {
        // Given
        Map<String, String> first = KafkaRecords.eventHeaders(Greeting.BATCHED, UUID.randomUUID());

        // When
        KafkaRecords.send("batched", "k", first, greeting("batch", 1));
        KafkaRecords.send("batched", "k", first, greeting("batch", 1));
        UUID rejected = sendEvent(Greeting.BATCHED, "k", GreetingService.REJECT, 2);
        UUID defect = sendEvent(Greeting.BATCHED, "k", GreetingService.BUG, 3);
        KafkaRecords.send("batched", "k", Map.of(), "no event at all");
        sendEvent(Greeting.BATCHED, "k", "batch", 4);

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(greetings.numbersOf("batch")).containsExactly(1, 4));
        assertThat(List.of(rejected, defect))
                .allSatisfy(id -> KafkaRecords.deadLetterOf("batched", EventHeaders.ID, id.toString()));
        assertThat(service.batchSizes()).isNotEmpty();
    }

    /** Prometheus does not see the increase of a counter that begins with its first dead letters. */
    @Test
    void theCountersOfDeadLettersExistBeforeTheFirstOne() {
        assertThat(meters.find("nerest.events.dead-letters")
                        .tag("topic", "batched")
                        .counters())
                .extracting(counter -> counter.getId().getTag("reason"))
                .contains("rejected", "invalid", "failed");
    }

    @Test
    void anObservedRecordThatSeveralPodsSetAsideBecomesOneDeadLetter() {
        // Given
        UUID id = UUID.randomUUID();
        long offset = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("greetings", 0, offset, "k", "{}".getBytes(UTF_8));
        KafkaRecords.eventHeaders(Greeting.TOPIC, id)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        Counter deadLetters = meters.counter("nerest.events.dead-letters", "topic", "greetings", "reason", "invalid");
        double before = deadLetters.count();

        // When
        receiver.setAside(record, "the work that it started failed", new IllegalStateException("a defect"));
        receiver.setAside(record, "the work failed in this pod too", new IllegalStateException("a defect"));

        // Then
        ConsumerRecord<String, String> letter = KafkaRecords.deadLetterOf("greetings", EventHeaders.ID, id.toString());
        assertThat(letter.value()).isEqualTo("{}");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.REASON)).isEqualTo("the work that it started failed");
        assertThat(KafkaRecords.header(letter, DeadLetterHeaders.OFFSET)).isEqualTo(Long.toString(offset));
        assertThat(deadLetters.count() - before).isEqualTo(1);
    }

    private static UUID sendEvent(Topic<Greeting> topic, String key, String text, int number) {
        UUID id = UUID.randomUUID();
        KafkaRecords.send(topic.name(), key, KafkaRecords.eventHeaders(topic, id), greeting(text, number));
        return id;
    }

    private static String greeting(String text, int number) {
        return "{\"text\":\"" + text + "\",\"number\":" + number + "}";
    }
}
