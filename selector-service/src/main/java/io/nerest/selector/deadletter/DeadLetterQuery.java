package io.nerest.selector.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are wanted; null selects all.
 *
 * @param topic topic of the record that could not be handled
 * @param service service that could not handle it
 * @param reason part of the reason, in any case
 * @param state what became of it
 * @param since not older
 * @param until not younger
 * @param limit most letters, the newest, from 1
 */
public record DeadLetterQuery(
        @Nullable String topic,
        @Nullable String service,
        @Nullable String reason,
        @Nullable DeadLetterState state,
        @Nullable Instant since,
        @Nullable Instant until,
        int limit) {

    /** Returns the topics that may have such letters. */
    List<String> topics() {
        return topic == null ? DeadLetterId.topics() : List.of(topic + ".dead-letter");
    }

    boolean selects(DeadLetterView letter) {
        return (service == null || service.equals(letter.service()))
                && (reason == null
                        || letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)))
                && (state == null || state == letter.state())
                && (since == null || !letter.time().isBefore(since))
                && (until == null || !letter.time().isAfter(until));
    }
}
