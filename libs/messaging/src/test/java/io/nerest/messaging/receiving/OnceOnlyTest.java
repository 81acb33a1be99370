package io.nerest.messaging.receiving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nerest.messaging.Greeting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver promises, on a transaction in memory. */
@Timeout(30)
class OnceOnlyTest {
    private final MemoryTransaction memory = new MemoryTransaction();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver =
            new Receiver(memory, memory, new Attempts(new QuickRetries(3), meters), memory, meters, "reader");
    private final List<List<Integer>> batches = new ArrayList<>();

    private static ConsumerRecord<String, byte[]> record(int offset, int number) {
        return record(offset, "id-" + number, "{\"text\":\"hello\",\"number\":" + number + "}");
    }

    private static ConsumerRecord<String, byte[]> record(int offset, String id, String json) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("greetings", 0, offset, "key", json.getBytes(UTF_8));
        Map.of("ce_specversion", "1.0", "ce_id", id, "ce_type", "io.nerest.greetings.v1", "ce_source", "/nerest/a")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static List<ConsumerRecord<String, byte[]>> records(int... numbers) {
        return IntStream.range(0, numbers.length)
                .mapToObj(i -> record(i, numbers[i]))
                .toList();
    }

    private double count(String what) {
        return meters.counter("nerest.events." + what, "topic", "greetings").count();
    }

    private void store(ReceivedEvent<Greeting> event) {
        memory.add("row-" + event.payload().number());
    }

    private BatchHandler.Storing storeAll(List<ReceivedEvent<Greeting>> events, BatchHandler.Rejections rejections) {
        batches.add(events.stream().map(event -> event.payload().number()).toList());
        return () -> events.forEach(this::store);
    }

    /** A dead letter of a dead letter has no topic: it could not be sent, nor could anything after it. */
    @Test
    void aDeadLetterThatCannotBeHandledIsSkipped() {
        ConsumerRecord<String, byte[]> letter = new ConsumerRecord<>("greetings.dead-letter", 0, 1, "key", new byte[0]);

        receiver.receiveForeign(letter, record -> {
            throw new RejectedEventException("not a request");
        });

        assertThat(memory.letters()).isEmpty();
        assertThat(meters.counter("nerest.events.skipped", "topic", "greetings.dead-letter")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anEventThatIsDeliveredTwiceIsHandledOnce() {
        receiver.receive(record(0, 1), Greeting.TOPIC, this::store);
        receiver.receive(record(1, 1), Greeting.TOPIC, this::store);

        assertThat(memory.rows()).containsExactly("row-1");
        assertThat(memory.marks()).containsExactly(new EventIdentity("/nerest/a", "id-1"));
        assertThat(count("handled")).isEqualTo(1);
        assertThat(count("duplicates")).isEqualTo(1);
    }

    private static ConsumerRecord<String, byte[]> resent(int offset, int number, String letter, String service) {
        ConsumerRecord<String, byte[]> record = record(offset, number);
        record.headers().add(DeadLetterHeaders.RESEND_OF, letter.getBytes(UTF_8));
        record.headers().add(DeadLetterHeaders.SERVICE, service.getBytes(UTF_8));
        return record;
    }

    @Test
    void aRejectedEventIsHandledWhenItIsResentThoughItWasMarked() {
        receiver.receiveBatch(records(1), Greeting.TOPIC, (events, rejections) -> {
            rejections.reject(events.get(0), "no model is loaded");
            return () -> {};
        });

        receiver.receiveBatch(
                List.of(resent(5, 1, "greetings.dead-letter-0-3", "reader")), Greeting.TOPIC, this::storeAll);

        assertThat(memory.letters()).containsExactly("greetings-0@0: no model is loaded");
        assertThat(memory.rows()).containsExactly("row-1");
    }

    @Test
    void severalResendsOfOneDeadLetterAreHandledOnce() {
        receiver.receive(resent(5, 1, "greetings.dead-letter-0-3", "reader"), Greeting.TOPIC, this::store);
        receiver.receive(resent(6, 1, "greetings.dead-letter-0-3", "reader"), Greeting.TOPIC, this::store);

        assertThat(memory.rows()).containsExactly("row-1");
        assertThat(count("duplicates")).isEqualTo(1);
    }

    @Test
    void aRecordThatWasResentForAnotherServiceIsSkipped() {
        ConsumerRecord<String, byte[]> other = resent(5, 1, "greetings.dead-letter-0-3", "scoring");

        receiver.receive(other, Greeting.TOPIC, this::store);
        receiver.receiveBatch(List.of(other), Greeting.TOPIC, this::storeAll);
        receiver.observe(other, Greeting.TOPIC, this::store);
        receiver.receiveForeign(other, record -> memory.add("foreign"));

        assertThat(memory.rows()).isEmpty();
        assertThat(memory.marks()).isEmpty();
        assertThat(count("skipped")).isEqualTo(4);
    }

    @Test
    void aResentEventThatFailsAgainBecomesAnotherDeadLetter() {
        receiver.receive(resent(5, 1, "greetings.dead-letter-0-3", "reader"), Greeting.TOPIC, event -> {
            throw new RejectedEventException("still invalid");
        });

        assertThat(memory.letters()).containsExactly("greetings-0@5: still invalid");
    }

    /** A dead letter keeps the headers of its record; the services that read dead letters must not skip it. */
    @Test
    void aDeadLetterOfAResentRecordIsRead() {
        ConsumerRecord<String, byte[]> letter = new ConsumerRecord<>("greetings.dead-letter", 0, 4, "key", new byte[0]);
        letter.headers().add(DeadLetterHeaders.RESEND_OF, "greetings.dead-letter-0-3".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.SERVICE, "scoring".getBytes(UTF_8));

        receiver.receiveForeign(letter, record -> memory.add("read"));

        assertThat(memory.rows()).containsExactly("read");
    }

    @Test
    void aFailedHandlingLeavesNoMarkSoThatItIsRepeated() {
        memory.failCommits(2);

        receiver.receive(record(0, 1), Greeting.TOPIC, this::store);

        assertThat(memory.rows()).containsExactly("row-1");
        assertThat(memory.letters()).isEmpty();
        assertThat(count("retries")).isEqualTo(2);
        assertThat(count("handled")).isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeReadBecomesOneDeadLetterHoweverOftenItIsDelivered() {
        ConsumerRecord<String, byte[]> unreadable = record(7, "id-1", "not json");

        receiver.receive(unreadable, Greeting.TOPIC, this::store);
        receiver.receive(unreadable, Greeting.TOPIC, this::store);

        assertThat(memory.letters()).hasSize(1).allMatch(letter -> letter.startsWith("greetings-0@7: "));
        assertThat(memory.rows()).isEmpty();
        assertThat(memory.marks()).containsExactly(new EventIdentity("kafka", "greetings-0@7"));
    }

    @Test
    void aDeadLetterIsStoredEvenIfItsFirstTransactionsFail() {
        memory.failCommits(5);

        receiver.receive(record(7, "id-1", "not json"), Greeting.TOPIC, this::store);

        assertThat(memory.letters()).hasSize(1);
    }

    @Test
    void anObservedEventIsHandledWithoutAMark() {
        List<Integer> seen = new ArrayList<>();

        receiver.observe(
                record(0, 1), Greeting.TOPIC, event -> seen.add(event.payload().number()));
        receiver.observe(
                record(0, 1), Greeting.TOPIC, event -> seen.add(event.payload().number()));

        assertThat(seen).containsExactly(1, 1);
        assertThat(memory.marks()).isEmpty();
        assertThat(count("handled")).isEqualTo(2);
    }

    @Test
    void aRecordSetAsideByTwoPodsBecomesOneDeadLetter() {
        receiver.setAside(record(3, 1), "no such model", new IllegalStateException());
        receiver.setAside(record(3, 1), "no such model here either", new IllegalStateException());

        assertThat(memory.letters()).containsExactly("greetings-0@3: no such model");
    }

    @Test
    void aRecordOfAnotherSystemIsHandledInATransaction() {
        ConsumerRecord<String, byte[]> foreign = new ConsumerRecord<>("greetings", 0, 4, null, new byte[0]);
        memory.failCommits(1);

        receiver.receiveForeign(foreign, record -> memory.add("row of " + record.offset()));

        assertThat(memory.rows()).containsExactly("row of 4");
        assertThat(count("handled")).isEqualTo(1);
    }

    @Test
    void aBatchIsHandledTogetherInItsOrderWithoutDuplicates() {
        receiver.receive(record(0, 2), Greeting.TOPIC, this::store);

        receiver.receiveBatch(records(3, 2, 1, 3), Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(3, 1));
        assertThat(memory.rows()).containsExactly("row-2", "row-3", "row-1");
        assertThat(count("handled")).isEqualTo(3);
        assertThat(count("duplicates")).isEqualTo(2);
    }

    @Test
    void aBatchOfDuplicatesIsNotHandled() {
        receiver.receiveBatch(records(1, 2), Greeting.TOPIC, this::storeAll);
        receiver.receiveBatch(records(2, 1), Greeting.TOPIC, this::storeAll);
        receiver.receiveBatch(List.of(), Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(1, 2));
        assertThat(count("handled")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(2);
    }

    @Test
    void recordsOfAPollAreOneBatch() {
        ConsumerRecords<String, byte[]> polled =
                new ConsumerRecords<>(Map.of(new TopicPartition("greetings", 0), records(1, 2)), Map.of());

        receiver.receiveBatch(polled, Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(1, 2));
        assertThat(count("duplicates")).isZero();
    }

    @Test
    void aRejectedEventOfABatchBecomesADeadLetterAndTheOthersAreStored() {
        receiver.receiveBatch(records(1, 2, 3), Greeting.TOPIC, (events, rejections) -> {
            rejections.reject(events.get(1), "2 is invalid");
            return () -> {
                store(events.get(0));
                store(events.get(2));
            };
        });

        assertThat(memory.rows()).containsExactly("row-1", "row-3");
        assertThat(memory.letters()).containsExactly("greetings-0@1: 2 is invalid");
        assertThat(memory.marks()).hasSize(3);
        assertThat(count("handled")).isEqualTo(2);
        assertThat(count("duplicates")).isZero();
    }

    @Test
    void anUnreadableRecordDoesNotDelayTheOthersOfItsBatch() {
        receiver.receiveBatch(
                List.of(record(0, 1), record(1, "id-2", "not json"), record(2, 3)), Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(1, 3));
        assertThat(memory.letters()).hasSize(1);
    }

    @Test
    void oneDefectiveEventOfABatchDoesNotFailTheOthers() {
        receiver.receiveBatch(records(1, 2, 3), Greeting.TOPIC, (events, rejections) -> {
            if (events.stream().anyMatch(event -> event.payload().number() == 2)) {
                throw new IllegalStateException("cannot handle 2");
            }
            return storeAll(events, rejections);
        });

        assertThat(memory.rows()).containsExactly("row-1", "row-3");
        assertThat(memory.letters()).containsExactly("greetings-0@1: IllegalStateException: cannot handle 2");
        assertThat(memory.marks()).contains(new EventIdentity("/nerest/a", "id-2"));
        assertThat(count("handled")).isEqualTo(2);
    }

    @Test
    void aBatchWhoseResultsCannotBeStoredIsRepeatedAsAWhole() {
        memory.failCommits(1);

        receiver.receiveBatch(records(1, 2), Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(1, 2), List.of(1, 2));
        assertThat(memory.rows()).containsExactly("row-1", "row-2");
    }

    @Test
    void anEventThatAnotherPodHandlesMeanwhileIsNotStoredAgain() {
        memory.overtake(new EventIdentity("/nerest/a", "id-1"));

        receiver.receiveBatch(records(1, 2), Greeting.TOPIC, this::storeAll);

        assertThat(batches).containsExactly(List.of(1, 2), List.of(2));
        assertThat(memory.rows()).containsExactly("row-2");
        assertThat(count("handled")).isEqualTo(1);
        assertThat(count("duplicates")).isEqualTo(1);
    }

    @Test
    void anEventOutsideTheBatchCannotBeRejected() {
        ReceivedEvent<Greeting> other = EventReader.read(record(9, 9), Greeting.TOPIC);

        receiver.receiveBatch(records(1), Greeting.TOPIC, (events, rejections) -> {
            rejections.reject(other, "not mine");
            return () -> {};
        });

        assertThat(memory.letters())
                .containsExactly(
                        "greetings-0@0: IllegalArgumentException: the event at greetings-0@9 is not in this batch");
    }

    @Test
    void anUnreachableServerDelaysABatchAndLosesNothing() {
        int[] calls = {0};

        receiver.receiveBatch(records(1, 2), Greeting.TOPIC, (events, rejections) -> {
            if (calls[0]++ < 9) {
                throw new IOException("the object store is down");
            }
            return storeAll(events, rejections);
        });

        assertThat(memory.rows()).containsExactly("row-1", "row-2");
        assertThat(memory.letters()).isEmpty();
    }
}
