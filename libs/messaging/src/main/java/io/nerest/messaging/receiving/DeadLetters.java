package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.sending.Outbox;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends records that cannot be handled to the dead-letter topic of their topic. */
@ApplicationScoped
class DeadLetters implements DeadLetterStore {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private static final Pattern CONSUMED = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");
    private static final String REJECTED = "rejected";
    private static final String INVALID = "invalid";
    private static final String FAILED = "failed";

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
            return REJECTED;
        }
        return cause instanceof RejectedEventException ? INVALID : FAILED;
    }

    /** Creates the counters of all topics with 0: Prometheus does not see the increase of a counter that begins with its first letters. */
    void createCounters(@Observes StartupEvent started, Config config) {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> CONSUMED.matcher(name).matches())
                .map(name -> config.getValue(name, String.class))
                .forEach(topic -> List.of(REJECTED, INVALID, FAILED).forEach(reason -> counter(topic, reason)));
    }

    private Counter counter(String topic, String reason) {
        return meters.counter("nerest.events.dead-letters", "topic", topic, "reason", reason);
    }

    /** Stores the dead letter in the outbox, in the caller's transaction. */
    @Override
    public void add(ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause) {
        outbox.add(DeadLetter.of(record, reason, cause, service));
        counter(record.topic(), kind(cause)).increment();
        LOG.warnf("%s becomes a dead letter: %s", RecordPosition.of(record), reason);
    }
}
