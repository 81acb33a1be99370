package io.nerest.messaging.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.retry.Backoff;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sends the stored records batch by batch, and decides when the next batch follows. It does not wait itself. Not safe for
 * use by several threads.
 */
final class OutboxDelivery {
    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class);

    private final StoredRecords stored;
    private final StoredRecords.Delivery broker;
    private final OutboxConfig config;
    private final Backoff backoff;
    private final MeterRegistry meters;
    private final AtomicLong depth = new AtomicLong();
    private int failures;

    OutboxDelivery(StoredRecords stored, StoredRecords.Delivery broker, OutboxConfig config, MeterRegistry meters) {
        this.stored = stored;
        this.broker = broker;
        this.config = config;
        this.backoff = new Backoff(config.firstPause(), config.longestPause());
        this.meters = meters;
        meters.gauge("nerest.outbox.depth", depth);
    }

    /**
     * Sends one batch. A failure leaves its records stored, and the pauses grow with each further failure.
     *
     * @throws InterruptedException if the service stops
     */
    NextAttempt sendBatch() throws InterruptedException {
        try {
            int delivered = stored.deliverOldest(config.batchSize(), this::deliver);
            if (failures > 0) {
                failures = 0;
                LOG.info("sending from the outbox resumed");
            }
            if (delivered < config.batchSize()) {
                depth.set(0);
                return NextAttempt.onSignal(config.pollInterval());
            }
            return NextAttempt.AT_ONCE;
        } catch (DeliveryException | SQLException | RuntimeException e) {
            if (failures == 0) {
                LOG.warnf("sending from the outbox failed and is retried; its events stay stored: %s", e.getMessage());
            }
            failures++;
            measureDepth();
            return NextAttempt.after(backoff.after(failures));
        }
    }

    /** Returns how many records waited when they were last counted. */
    long depth() {
        return depth.get();
    }

    private void deliver(List<OutgoingRecord> records) throws DeliveryException, InterruptedException {
        if (records.size() == config.batchSize()) {
            measureDepth();
        } else {
            depth.set(records.size());
        }
        broker.deliver(records);
        records.forEach(record ->
                meters.counter("nerest.outbox.sent", "topic", record.topic()).increment());
    }

    private void measureDepth() {
        try {
            depth.set(stored.depth());
        } catch (SQLException e) {
            LOG.debug("the rows of the outbox cannot be counted", e);
        }
    }
}
