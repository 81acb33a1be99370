package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends records that cannot be handled to the dead-letter topic of their topic. */
@ApplicationScoped
class DeadLetters implements DeadLetterStore {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Outbox outbox;
    private final MeterRegistry meters;
    private final String service;

    DeadLetters(
            Outbox outbox, MeterRegistry meters, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.meters = meters;
        this.service = service;
    }

    /** The kind of a reason: the text itself has too many values for a label of a metric. */
    private static String kind(@Nullable Throwable cause) {
        if (cause == null) {
            return "rejected";
        }
        return cause instanceof RejectedEventException ? "invalid" : "failed";
    }

    /** Stores the dead letter in the outbox, in the caller's transaction. */
    @Override
    public void add(ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause) {
        outbox.add(DeadLetter.of(record, reason, cause, service));
        meters.counter("nerest.events.dead-letters", "topic", record.topic(), "reason", kind(cause))
                .increment();
        LOG.warnf("%s becomes a dead letter: %s", RecordPosition.of(record), reason);
    }
}
