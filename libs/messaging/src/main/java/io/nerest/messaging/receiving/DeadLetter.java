package io.nerest.messaging.receiving;

import io.nerest.messaging.sending.Outbox;
import io.nerest.messaging.sending.OutgoingRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Turns a record that cannot be handled into its dead letter: the record unchanged, with the reason in added headers. */
final class DeadLetter {
    private static final int MAX_REASON = 2_000;
    /** In UTF-8, per UTF-16 unit. */
    private static final int MAX_BYTES_PER_LETTER = 3;

    private static final int MAX_KEY = 1_500;
    /** With more, the letter could exceed the broker's limit of a megabyte, and no letter after it would be delivered. */
    private static final int MAX_HEADER_BYTES = 16_000;

    /** Unicode's character for what cannot be shown. */
    private static final int REPLACEMENT = 0xFFFD;

    private DeadLetter() {}

    @SuppressWarnings("NullAway") // it does not read annotations of array types
    static OutgoingRecord of(
            ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause, String service) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        int room = MAX_HEADER_BYTES;
        for (Header header : record.headers()) {
            int size =
                    header.key().length() * MAX_BYTES_PER_LETTER + (header.value() == null ? 0 : header.value().length);
            if (header.value() != null && size <= room) {
                headers.put(header.key(), header.value());
                room -= size;
            }
        }
        byte @Nullable [] value = record.value();
        boolean tooLarge = value != null && value.length > Outbox.MAX_PAYLOAD_BYTES;
        String text = reason.substring(0, Math.min(reason.length(), MAX_REASON))
                + (tooLarge ? " (its value of " + value.length + " bytes is omitted)" : "");
        byte @Nullable [] kept = tooLarge ? null : value;
        Class<?> exception = cause == null ? RejectedEventException.class : cause.getClass();
        put(headers, DeadLetterHeaders.REASON, text);
        put(headers, DeadLetterHeaders.EXCEPTION, exception.getName());
        put(headers, DeadLetterHeaders.SERVICE, service);
        put(headers, DeadLetterHeaders.TOPIC, record.topic());
        put(headers, DeadLetterHeaders.PARTITION, Integer.toString(record.partition()));
        put(headers, DeadLetterHeaders.OFFSET, Long.toString(record.offset()));
        return OutgoingRecord.of(record.topic() + ".dead-letter", storable(record.key()), headers, kept);
    }

    /** Replaces what a text of the database cannot hold, NUL and lone surrogates, since the outbox stores the key as text. */
    private static @Nullable String storable(@Nullable String key) {
        if (key == null) {
            return null;
        }
        StringBuilder storable = new StringBuilder(key.length());
        key.codePoints()
                .map(letter -> letter == 0 || (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE)
                        ? REPLACEMENT
                        : letter)
                .limit(MAX_KEY)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
