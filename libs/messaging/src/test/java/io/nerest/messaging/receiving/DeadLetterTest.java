package io.nerest.messaging.receiving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.messaging.sending.Outbox;
import io.nerest.messaging.sending.OutgoingRecord;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private final ConsumerRecord<String, byte[]> record =
            new ConsumerRecord<>("frames", 2, 41, "camera-1", "{}".getBytes(UTF_8));

    @Test
    void aDeadLetterIsTheRecordUnchangedWithTheReasonAdded() {
        // Given
        record.headers().add("ce_id", "7".getBytes(UTF_8));

        // When
        OutgoingRecord letter = DeadLetter.of(record, "no such class", new IllegalStateException(), "trainer");

        // Then
        assertThat(letter.topic()).isEqualTo("frames.dead-letter");
        assertThat(letter.key()).isEqualTo("camera-1");
        assertThat(letter.payload()).asString(UTF_8).isEqualTo("{}");
        assertThat(texts(letter))
                .isEqualTo(Map.of(
                        "ce_id", "7",
                        "dead-letter-reason", "no such class",
                        "dead-letter-exception", "java.lang.IllegalStateException",
                        "dead-letter-service", "trainer",
                        "dead-letter-topic", "frames",
                        "dead-letter-partition", "2",
                        "dead-letter-offset", "41"));
    }

    @Test
    void theDeadLetterOfAResentRecordNamesTheLetterThatWasResent() {
        record.headers().add("dead-letter-resend-of", "frames.dead-letter-0-3".getBytes(UTF_8));

        OutgoingRecord letter = DeadLetter.of(record, "failed again", null, "scoring");

        assertThat(texts(letter))
                .containsEntry("dead-letter-resend-of", "frames.dead-letter-0-3")
                .containsEntry("dead-letter-reason", "failed again");
    }

    @Test
    void aReasonWithoutAnExceptionIsARejection() {
        OutgoingRecord letter = DeadLetter.of(record, "asked to be rejected", null, "trainer");

        assertThat(texts(letter)).containsEntry("dead-letter-exception", RejectedEventException.class.getName());
    }

    @Test
    void headersWithoutAValueAreOmittedAndLongReasonsAreCut() {
        record.headers().add("empty", null);

        OutgoingRecord letter = DeadLetter.of(record, "x".repeat(3_000), null, "trainer");

        assertThat(texts(letter)).doesNotContainKey("empty").containsEntry("dead-letter-reason", "x".repeat(2_000));
    }

    @Test
    void aValueAboveTheLimitIsOmittedAndItsSizeIsNamed() {
        OutgoingRecord largest = DeadLetter.of(sized(Outbox.MAX_PAYLOAD_BYTES), "invalid", null, "trainer");
        OutgoingRecord tooLarge = DeadLetter.of(sized(Outbox.MAX_PAYLOAD_BYTES + 1), "invalid", null, "trainer");

        assertThat(largest.payload()).hasSize(Outbox.MAX_PAYLOAD_BYTES);
        assertThat(texts(largest)).containsEntry("dead-letter-reason", "invalid");
        assertThat(tooLarge.payload()).isNull();
        assertThat(texts(tooLarge))
                .containsEntry("dead-letter-reason", "invalid (its value of 1000001 bytes is omitted)");
    }

    @Test
    void aKeyThatTheDatabaseCannotStoreIsMadeStorable() {
        ConsumerRecord<String, byte[]> strange =
                new ConsumerRecord<>("frames", 0, 1, "a\u0000b\ud800" + "k".repeat(5_000), new byte[0]);

        assertThat(DeadLetter.of(strange, "invalid", null, "trainer").key())
                .startsWith("a\uFFFDb\uFFFDkk")
                .hasSize(1_500);
    }

    @Test
    void headersThatWouldMakeTheLetterTooLargeAreOmitted() {
        record.headers().add("large", new byte[20_000]);
        record.headers().add("small", "kept".getBytes(UTF_8));

        assertThat(texts(DeadLetter.of(record, "invalid", null, "trainer")))
                .doesNotContainKey("large")
                .containsEntry("small", "kept");
    }

    @Test
    void aRecordWithoutAValueStaysWithoutOne() {
        ConsumerRecord<String, byte[]> empty = new ConsumerRecord<>("frames", 0, 1, null, null);

        assertThat(DeadLetter.of(empty, "no value", null, "trainer").payload()).isNull();
    }

    private static ConsumerRecord<String, byte[]> sized(int bytes) {
        return new ConsumerRecord<>("frames", 0, 1, null, new byte[bytes]);
    }

    private static Map<String, String> texts(OutgoingRecord letter) {
        return letter.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> new String(header.getValue(), UTF_8)));
    }
}
