package io.nerest.messaging.receiving;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter that came back to its topic. Its event was marked when it became a dead letter, so it has an identity of its
 * own.
 *
 * @param letter id of the dead letter
 * @param service the service that could not handle it
 */
record Resend(String letter, String service) {
    private static final String DEAD_LETTERS = ".dead-letter";
    private static final int LONGEST_ID = 500;

    /** Reads the headers of a record; empty if it was not resent. A dead letter keeps the headers, but was not resent. */
    static Optional<Resend> of(ConsumerRecord<?, ?> record) {
        return record.topic().endsWith(DEAD_LETTERS)
                ? Optional.empty()
                : text(record, DeadLetterHeaders.RESEND_OF)
                        .flatMap(letter ->
                                text(record, DeadLetterHeaders.SERVICE).map(service -> new Resend(letter, service)));
    }

    /** Returns the record's mark in the inbox: several resends of one letter are handled once. */
    EventIdentity identity() {
        return new EventIdentity("dead-letter", letter);
    }

    private static Optional<String> text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8))
                        .filter(text ->
                                text.length() <= LONGEST_ID && text.codePoints().noneMatch(Character::isISOControl));
    }
}
