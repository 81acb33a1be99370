package io.nerest.selector.deadletter;

import io.nerest.messaging.receiving.DeadLetterHeaders;
import io.nerest.messaging.sending.Outbox;
import io.nerest.messaging.sending.OutgoingRecord;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lists the dead letters of all services, sends them back to their topic, or drops them. */
@ApplicationScoped
public class DeadLetterService {
    /** These describe the failure, not the record. */
    private static final Set<String> OF_THE_FAILURE = Set.of(
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.EXCEPTION,
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.OFFSET);

    /** Longer than Kafka keeps a letter. */
    private static final int FORGOTTEN_AFTER_DAYS = 180;

    private final DeadLetterTopics topics;
    private final DeadLetterDecisions decisions;
    private final Outbox outbox;

    DeadLetterService(DeadLetterTopics topics, DeadLetterDecisions decisions, Outbox outbox) {
        this.topics = topics;
        this.decisions = decisions;
        this.outbox = outbox;
    }

    /**
     * Selected letters.
     *
     * @param letters the newest first
     * @param matching number of letters that match, of which {@code letters} has the newest
     * @param complete false if a topic has more letters than are read; narrow the time
     */
    public record Listing(List<DeadLetterView> letters, int matching, boolean complete) {}

    /** Returns the selected letters. */
    public Listing list(DeadLetterQuery query) {
        DeadLetterTopics.Letters read = topics.newest(query.topics(), query.since());
        List<DeadLetterView> selected = new ArrayList<>(
                views(read.letters()).stream().filter(query::selects).toList());
        selected.sort(Comparator.comparing(DeadLetterView::time).reversed());
        return new Listing(
                List.copyOf(selected.subList(0, Math.min(query.limit(), selected.size()))),
                selected.size(),
                read.complete());
    }

    /** Returns one letter; empty if Kafka has none there, or no longer. */
    public Optional<DeadLetterView> one(DeadLetterId id) {
        return topics.find(id).map(record -> {
            List<DeadLetterRecord> letters =
                    new ArrayList<>(topics.newest(List.of(id.topic()), Instant.ofEpochMilli(record.timestamp()))
                            .letters());
            DeadLetterRecord letter = DeadLetterRecord.of(record);
            letters.removeIf(other -> other.id().equals(id));
            letters.add(letter);
            return views(letters).get(letters.size() - 1);
        });
    }

    private List<DeadLetterView> views(List<DeadLetterRecord> letters) {
        Map<String, DeadLetterDecisionEntity> decided = decisions.of(
                letters.stream().map(letter -> letter.id().toString()).toList());
        Map<String, String> failedAgain = new HashMap<>();
        letters.forEach(letter -> letter.resendOf()
                .ifPresent(earlier -> failedAgain.put(earlier, letter.id().toString())));
        return letters.stream()
                .map(letter -> {
                    String id = letter.id().toString();
                    return DeadLetterView.of(letter, decided.get(id), failedAgain.get(id));
                })
                .toList();
    }

    /**
     * Sends a letter back to its topic, for the service that failed; all others skip it. The decision and the record commit
     * together. Resending a letter again has no effect on a service that has handled it.
     *
     * @return false if Kafka has no such letter, or no longer
     * @throws NotResendableException if the letter has no value, or has failed again: then its newer letter is to be resent
     */
    @Transactional
    public boolean resend(DeadLetterId id) {
        Optional<ConsumerRecord<String, byte[]>> found = topics.find(id);
        found.ifPresent(record -> {
            requireResendable(id, record);
            Map<String, byte[]> headers = new LinkedHashMap<>();
            record.headers().forEach(header -> {
                if (header.value() != null && !OF_THE_FAILURE.contains(header.key())) {
                    headers.put(header.key(), header.value());
                }
            });
            headers.put(DeadLetterHeaders.RESEND_OF, id.toString().getBytes(StandardCharsets.UTF_8));
            outbox.add(
                    OutgoingRecord.of(id.origin(), record.key(), Collections.unmodifiableMap(headers), record.value()));
            decisions.store(id, DeadLetterDecisionEntity.Decision.RESENT);
        });
        return found.isPresent();
    }

    /**
     * Marks a letter as worthless. Kafka keeps it until its retention ends, so it can still be resent.
     *
     * @return false if Kafka has no such letter, or no longer
     */
    @Transactional
    public boolean drop(DeadLetterId id) {
        boolean exists = topics.find(id).isPresent();
        if (exists) {
            decisions.store(id, DeadLetterDecisionEntity.Decision.DROPPED);
        }
        return exists;
    }

    private void requireResendable(DeadLetterId id, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new NotResendableException(
                    "dead letter " + id + " has no value, because it was too large to be kept: it cannot be resent");
        }
        if (record.headers().lastHeader(DeadLetterHeaders.SERVICE) == null) {
            throw new NotResendableException(
                    "dead letter " + id + " does not name the service that could not handle it");
        }
        one(id).map(DeadLetterView::failedAgainAs).ifPresent(newer -> {
            throw new NotResendableException(
                    "dead letter " + id + " was resent and failed again: resend " + newer + " instead");
        });
    }

    /** Deletes the decisions about letters that have left Kafka. */
    @Scheduled(every = "24h", delayed = "10m")
    void forget() {
        decisions.deleteOlderThanDays(FORGOTTEN_AFTER_DAYS);
    }

    /** The letter cannot be resent; the message gives the reason. */
    public static final class NotResendableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotResendableException(String message) {
            super(message);
        }
    }
}
