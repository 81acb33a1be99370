package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.sending.Outbox;
import io.nerest.messaging.sending.OutgoingRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records that cannot be handled, kept as they came, with the reason in their headers. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int MAX_REASON = 2_000;

    private final Outbox outbox;
    private final MeterRegistry meters;
    private final String service;

    DeadLetters(
            Outbox outbox, MeterRegistry meters, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.meters = meters;
        this.service = service;
    }

    /** Stores a record for its dead-letter topic, in the caller's transaction, beside the mark that it is done with. */
    void add(ConsumerRecord<String, byte[]> record, String reason, @Nullable Throwable cause) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        });
        byte[] value = record.value();
        boolean tooLarge = value != null && value.length > Outbox.MAX_PAYLOAD_BYTES;
        byte[] payload = tooLarge ? null : value;
        String whole = reason.substring(0, Math.min(reason.length(), MAX_REASON))
                + (tooLarge ? " (its " + value.length + " bytes are left out here)" : "");
        put(headers, DeadLetterHeaders.REASON, whole);
        put(
                headers,
                DeadLetterHeaders.EXCEPTION,
                (cause == null ? RejectedEventException.class : cause.getClass()).getName());
        put(headers, DeadLetterHeaders.SERVICE, service);
        put(headers, DeadLetterHeaders.TOPIC, record.topic());
        put(headers, DeadLetterHeaders.PARTITION, Integer.toString(record.partition()));
        put(headers, DeadLetterHeaders.OFFSET, Long.toString(record.offset()));
        outbox.add(new OutgoingRecord(record.topic() + ".dead-letter", record.key(), headers, payload));
        meters.counter("nerest.events.dead-letters", "topic", record.topic()).increment();
        LOG.warnf("%s goes to the dead letters: %s", RecordPosition.of(record), reason);
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
