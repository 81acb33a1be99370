package io.nerest.messaging.receiving;

import io.nerest.service.failure.TransientFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles one batch, with retries, until its results are stored. */
final class BatchRun<T> {
    private final Map<RecordPosition, ConsumerRecord<String, byte[]>> records;
    private final List<ReceivedEvent<T>> events;
    private final BatchHandler<T> handler;
    private final HandledEvents inbox;
    private final DeadLetterStore deadLetters;
    private final TransactionRunner transaction;

    BatchRun(
            Map<RecordPosition, ConsumerRecord<String, byte[]>> records,
            List<ReceivedEvent<T>> events,
            BatchHandler<T> handler,
            HandledEvents inbox,
            DeadLetterStore deadLetters,
            TransactionRunner transaction) {
        this.records = records;
        this.events = events;
        this.handler = handler;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
    }

    /** Counts handled and duplicate events. */
    interface Count {
        void add(String what, String topic, int events);
    }

    void run(Attempts attempts, Count count) {
        RecordPosition first = events.get(0).position();
        attempts.run(first, () -> attempt(count), (reason, cause) -> {
            if (events.size() == 1) {
                giveUp(reason, cause);
            } else {
                oneByOne(attempts, count);
            }
        });
    }

    private void attempt(Count count) throws Exception {
        List<ReceivedEvent<T>> fresh = fresh();
        String topic = events.get(0).position().topic();
        if (!fresh.isEmpty()) {
            Map<ReceivedEvent<?>, String> rejected = new LinkedHashMap<>();
            BatchHandler.Storing storing = handler.handle(List.copyOf(fresh), rejected::put);
            transaction.run(() -> {
                mark(fresh);
                storing.store();
                rejected.forEach((event, reason) -> deadLetters.add(record(event), reason, null));
            });
            count.add("handled", topic, fresh.size() - rejected.size());
        }
        if (fresh.size() < events.size()) {
            count.add("duplicates", topic, events.size() - fresh.size());
        }
    }

    /** Returns the events that were not handled before; duplicates within the batch appear once. */
    private List<ReceivedEvent<T>> fresh() throws Exception {
        Map<EventIdentity, ReceivedEvent<T>> fresh = new LinkedHashMap<>();
        events.forEach(event -> fresh.putIfAbsent(identity(event), event));
        fresh.keySet().removeAll(inbox.handled(fresh.keySet()));
        return new ArrayList<>(fresh.values());
    }

    private void mark(List<ReceivedEvent<T>> fresh) throws Exception {
        List<EventIdentity> identities = fresh.stream().map(this::identity).toList();
        if (inbox.mark(identities) < identities.size()) {
            throw new OvertakenException();
        }
    }

    private EventIdentity identity(ReceivedEvent<?> event) {
        return EventIdentity.of(event, record(event));
    }

    private ConsumerRecord<String, byte[]> record(ReceivedEvent<?> event) {
        ConsumerRecord<String, byte[]> record = records.get(event.position());
        if (record == null) {
            throw new IllegalArgumentException("the event at " + event.position() + " is not in this batch");
        }
        return record;
    }

    /** Handles the events one by one, so that one invalid event does not fail the others of its batch. */
    private void oneByOne(Attempts attempts, Count count) {
        for (ReceivedEvent<T> event : events) {
            new BatchRun<>(records, List.of(event), handler, inbox, deadLetters, transaction).run(attempts, count);
        }
    }

    private void giveUp(String reason, Throwable cause) throws Exception {
        ReceivedEvent<T> event = events.get(0);
        transaction.run(() -> {
            if (inbox.mark(identity(event))) {
                deadLetters.add(record(event), reason, cause);
            }
        });
    }

    /** Another pod has handled some of the events after a rebalance; the rest is retried. */
    private static final class OvertakenException extends Exception implements TransientFailure {
        private static final long serialVersionUID = 1L;

        OvertakenException() {
            super("another pod has handled a part of the batch");
        }
    }
}
