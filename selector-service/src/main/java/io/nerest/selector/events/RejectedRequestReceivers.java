package io.nerest.selector.events;

import io.nerest.contracts.EventJson;
import io.nerest.contracts.InvalidEventException;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.DeadLetterHeaders;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.selector.pool.SelectorEvents;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Receives the selector's own requests that another service could not handle, from the dead-letter topics, and stores the
 * reason. Without it the round that made the request would wait forever.
 */
@ApplicationScoped
public class RejectedRequestReceivers {

    private static final Logger LOG = Logger.getLogger(RejectedRequestReceivers.class);
    private static final int MAX_REASON = 2_000;

    private final Receiver receiver;
    private final SelectorEvents events;

    public RejectedRequestReceivers(Receiver receiver, SelectorEvents events) {
        this.receiver = receiver;
        this.events = events;
    }

    @Incoming("rejected-training-requests")
    @Blocking
    public void training(ConsumerRecord<String, byte[]> record) {
        receiver.receiveForeign(
                record,
                letter -> request(letter, Topics.TRAINING_REQUESTS.payload())
                        .ifPresent(request -> events.rejected(request, reason(letter), time(letter))));
    }

    @Incoming("rejected-scoring-requests")
    @Blocking
    public void scoring(ConsumerRecord<String, byte[]> record) {
        receiver.receiveForeign(
                record,
                letter -> request(letter, Topics.SCORING_REQUESTS.payload())
                        .ifPresent(request -> events.rejected(request, reason(letter), time(letter))));
    }

    /** Records that are no request of the selector concern no round, and are skipped. */
    private static <T> Optional<T> request(ConsumerRecord<String, byte[]> letter, Class<T> type) {
        byte[] json = letter.value();
        if (json == null) {
            LOG.warnf("The dead letter %s at offset %d has no value and is skipped", letter.topic(), letter.offset());
            return Optional.empty();
        }
        try {
            return Optional.of(EventJson.read(json, type));
        } catch (InvalidEventException e) {
            LOG.warnf(
                    "The dead letter %s at offset %d is skipped: %s", letter.topic(), letter.offset(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        Header reason = letter.headers().lastHeader(DeadLetterHeaders.REASON);
        return reason == null || reason.value() == null
                ? "no reason was given"
                : storable(new String(reason.value(), StandardCharsets.UTF_8));
    }

    /** Anybody may have written the header. */
    private static String storable(String reason) {
        String printable = reason.replaceAll("\\p{Cntrl}", " ");
        return printable.substring(0, Math.min(printable.length(), MAX_REASON));
    }

    /** The time of the record, which any producer can set, or now if it cannot be a time of this system. */
    private static Instant time(ConsumerRecord<String, byte[]> letter) {
        Instant now = Instant.now(Clock.systemUTC());
        Instant written = Instant.ofEpochMilli(letter.timestamp());
        return written.isAfter(now) || written.isBefore(Instant.EPOCH) ? now : written;
    }
}
