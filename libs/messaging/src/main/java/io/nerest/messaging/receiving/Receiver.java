package io.nerest.messaging.receiving;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.Topic;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Receives events. A record that was resent for another service is skipped. Each method returns after the record is handled or stored as a dead letter, so that it can be
 * acknowledged. While a server is unreachable the method does not return. Call it from a blocking method:
 *
 * <pre>{@code
 * @Incoming("frames")
 * @Blocking
 * void receive(ConsumerRecord<String, byte[]> record) {
 *     receiver.receive(record, Topics.FRAMES, this::handle);
 * }
 * }</pre>
 */
@ApplicationScoped
public class Receiver {
    private static final Logger LOG = Logger.getLogger(Receiver.class);
    private static final String DEAD_LETTERS = ".dead-letter";

    private final HandledEvents inbox;
    private final DeadLetterStore deadLetters;
    private final Attempts attempts;
    private final TransactionRunner transaction;
    private final MeterRegistry meters;
    private final String service;

    Receiver(
            HandledEvents inbox,
            DeadLetterStore deadLetters,
            Attempts attempts,
            TransactionRunner transaction,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.attempts = attempts;
        this.transaction = transaction;
        this.meters = meters;
        this.service = service;
    }

    /**
     * Handles one event once: the mark in the inbox and the handler's rows and events commit together.
     *
     * @param handler runs in the transaction
     */
    public <T> void receive(ConsumerRecord<String, byte[]> record, Topic<T> topic, EventHandler<T> handler) {
        run(record, () -> {
            ReceivedEvent<T> event = EventReader.read(record, topic);
            boolean isNew = transaction.call(() -> {
                boolean marked = inbox.mark(EventIdentity.of(event, record));
                if (marked) {
                    handler.handle(event);
                }
                return marked;
            });
            count(isNew ? "handled" : "duplicates", record.topic(), 1);
        });
    }

    /**
     * Handles one event without transaction or inbox: for events that every pod receives in its own consumer group, or
     * whose handling is idempotent.
     */
    public <T> void observe(ConsumerRecord<String, byte[]> record, Topic<T> topic, EventHandler<T> handler) {
        run(record, () -> {
            handler.handle(EventReader.read(record, topic));
            count("handled", record.topic(), 1);
        });
    }

    /**
     * Stores an observed record as a dead letter, if the work that it started fails later. Retried without limit. If several
     * pods call it for one record, one dead letter is stored.
     *
     * @param reason what is wrong with the event, one sentence
     * @throws java.util.concurrent.CancellationException if the service stops first
     */
    public void setAside(ConsumerRecord<String, byte[]> record, String reason, Throwable cause) {
        run(record, () -> {
            throw new RejectedEventException(reason, cause);
        });
    }

    /**
     * Handles a record of another system, which has no event id: the handler itself must be idempotent.
     *
     * @param handler runs in a transaction
     */
    public void receiveForeign(ConsumerRecord<String, byte[]> record, RecordHandler handler) {
        run(record, () -> {
            transaction.run(() -> handler.handle(record));
            count("handled", record.topic(), 1);
        });
    }

    /** Handles several events of one topic together, each once; see {@link BatchHandler}. */
    public <T> void receiveBatch(ConsumerRecords<String, byte[]> records, Topic<T> topic, BatchHandler<T> handler) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        records.forEach(all::add);
        receiveBatch(all, topic, handler);
    }

    /** Handles several events of one topic together, each once; see {@link BatchHandler}. */
    @SuppressWarnings("try") // the span is closed, not used
    public <T> void receiveBatch(
            List<ConsumerRecord<String, byte[]>> records, Topic<T> topic, BatchHandler<T> handler) {
        Map<RecordPosition, ConsumerRecord<String, byte[]>> readable = new HashMap<>();
        List<ReceivedEvent<T>> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            runWithoutSpan(record, () -> {
                events.add(EventReader.read(record, topic));
                readable.put(RecordPosition.of(record), record);
            });
        }
        if (events.isEmpty()) {
            return;
        }
        try (HandlingSpan span = HandlingSpan.of(records)) {
            new BatchRun<>(readable, events, handler, inbox, deadLetters, transaction).run(attempts, this::count);
        }
    }

    @SuppressWarnings("try") // the span is closed, not used
    private void run(ConsumerRecord<String, byte[]> record, Attempts.Attempt attempt) {
        try (HandlingSpan span = HandlingSpan.of(record)) {
            runWithoutSpan(record, attempt);
        }
    }

    private void runWithoutSpan(ConsumerRecord<String, byte[]> record, Attempts.Attempt attempt) {
        if (isForAnother(record)) {
            count("skipped", record.topic(), 1);
            return;
        }
        attempts.run(RecordPosition.of(record), attempt, (reason, cause) -> {
            Span.current().setStatus(StatusCode.ERROR, reason);
            giveUp(record, reason, cause);
        });
    }

    /** Whether the record was resent for another service. */
    private boolean isForAnother(ConsumerRecord<String, byte[]> record) {
        return Resend.of(record)
                .filter(resend -> !resend.service().equals(service))
                .isPresent();
    }

    private void giveUp(ConsumerRecord<String, byte[]> record, String reason, Throwable cause) throws Exception {
        if (record.topic().endsWith(DEAD_LETTERS)) {
            // It stays where it is. A dead letter of a dead letter has no topic, and would block all that is sent
            // later.
            LOG.errorf("the dead letter %s is skipped: %s", RecordPosition.of(record), reason);
            count("skipped", record.topic(), 1);
            return;
        }
        transaction.run(() -> {
            if (inbox.mark(EventIdentity.of(RecordPosition.of(record)))) {
                deadLetters.add(record, reason, cause);
            }
        });
    }

    private void count(String what, String topic, int events) {
        meters.counter("nerest.events." + what, "topic", topic).increment(events);
    }
}
