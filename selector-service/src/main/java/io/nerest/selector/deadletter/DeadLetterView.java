package io.nerest.selector.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as REST shows it.
 *
 * @param id its position in Kafka, {@code frames.dead-letter-0-17}
 * @param topic the topic of the record that could not be handled
 * @param service the service that could not handle it; empty if unknown
 * @param reason why; one line
 * @param time when it became a dead letter
 * @param state what became of it
 * @param decidedAt when it was resent or dropped
 * @param failedAgainAs id of the letter that it became when it was resent and failed again
 * @param resendOf id of the letter that was resent and failed with this one
 * @param eventId CloudEvents id; absent for a record that is no event
 * @param key record key
 * @param bytes size of the value; absent if it has none, so that it cannot be resent
 */
public record DeadLetterView(
        String id,
        String topic,
        String service,
        String reason,
        Instant time,
        DeadLetterState state,
        @Nullable Instant decidedAt,
        @Nullable String failedAgainAs,
        @Nullable String resendOf,
        @Nullable String eventId,
        @Nullable String key,
        @Nullable Integer bytes) {

    static DeadLetterView of(
            DeadLetterRecord letter, @Nullable DeadLetterDecisionEntity decided, @Nullable String failedAgainAs) {
        return new DeadLetterView(
                letter.id().toString(),
                letter.id().origin(),
                letter.service(),
                letter.reason(),
                letter.time(),
                state(decided, failedAgainAs),
                decided == null ? null : decided.decidedAt,
                failedAgainAs,
                letter.resendOf().orElse(null),
                letter.eventId(),
                letter.key(),
                letter.bytes().orElse(null));
    }

    private static DeadLetterState state(@Nullable DeadLetterDecisionEntity decided, @Nullable String failedAgainAs) {
        if (decided == null) {
            return DeadLetterState.OPEN;
        }
        if (decided.decision == DeadLetterDecisionEntity.Decision.DROPPED) {
            return DeadLetterState.DROPPED;
        }
        return failedAgainAs == null ? DeadLetterState.RESENT : DeadLetterState.FAILED_AGAIN;
    }
}
