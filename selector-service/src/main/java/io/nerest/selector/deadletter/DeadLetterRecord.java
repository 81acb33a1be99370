package io.nerest.selector.deadletter;

import io.nerest.contracts.EventHeaders;
import io.nerest.messaging.receiving.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a dead letter, without its value.
 *
 * @param id where it lies
 * @param time when it was written
 * @param service the service that could not handle it; empty if the record does not name it
 * @param reason why; one line
 * @param eventId CloudEvents id; null for a record that is no event
 * @param key record key, or null
 * @param bytes size of its value; empty if it has none, so that it cannot be resent
 * @param resendOf the letter that was resent and failed again with this one
 */
record DeadLetterRecord(
        DeadLetterId id,
        Instant time,
        String service,
        String reason,
        @Nullable String eventId,
        @Nullable String key,
        Optional<Integer> bytes,
        Optional<String> resendOf) {
    private static final int LONGEST_TEXT = 2_000;

    static DeadLetterRecord of(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        return new DeadLetterRecord(
                new DeadLetterId(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                text(record, DeadLetterHeaders.SERVICE).orElse(""),
                text(record, DeadLetterHeaders.REASON).orElse("no reason is recorded"),
                text(record, EventHeaders.ID).orElse(null),
                record.key() == null ? null : printable(record.key()),
                value == null ? Optional.empty() : Optional.of(value.length),
                text(record, DeadLetterHeaders.RESEND_OF));
    }

    /** Anybody may have written the header. */
    private static Optional<String> text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(printable(new String(header.value(), StandardCharsets.UTF_8)))
                        .filter(text -> !text.isEmpty());
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_TEXT));
    }
}
