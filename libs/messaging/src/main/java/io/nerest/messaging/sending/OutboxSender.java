package io.nerest.messaging.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Empties the outbox into the broker, on a thread of its own, for as long as the service lives. */
@ApplicationScoped
class OutboxSender {
    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final OutboxTable table;
    private final OutboxSignal signal;
    private final Broker broker;
    private final OutboxConfig config;
    private final MeterRegistry meters;
    private final AtomicLong depth = new AtomicLong();
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    OutboxSender(OutboxTable table, OutboxSignal signal, Broker broker, OutboxConfig config, MeterRegistry meters) {
        this.table = table;
        this.signal = signal;
        this.broker = broker;
        this.config = config;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("nerest.outbox.depth", depth);
        Thread sender = new Thread(this::run, "outbox-sender");
        sender.setDaemon(true);
        thread = sender;
        sender.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signal.raise();
        Thread sender = thread;
        if (sender != null) {
            sender.join(STOP_LIMIT.toMillis());
            // What is not sent now stays stored, and is sent by another pod or after the next start.
            sender.interrupt();
        }
    }

    boolean isAlive() {
        Thread sender = thread;
        return sender != null && sender.isAlive();
    }

    private void run() {
        Duration pause = config.firstPause();
        boolean failing = false;
        while (!stopping) {
            try {
                int delivered = table.deliverOldest(config.batchSize(), this::deliver);
                if (failing) {
                    failing = false;
                    pause = config.firstPause();
                    LOG.info("the outbox is being sent again");
                }
                if (delivered < config.batchSize()) {
                    depth.set(0);
                    signal.await(config.pollInterval());
                }
            } catch (InterruptedException e) {
                return;
            } catch (DeliveryException | SQLException | RuntimeException e) {
                if (!failing) {
                    LOG.warnf("the outbox waits, its events are stored: %s", e.getMessage());
                }
                failing = true;
                measureDepth();
                if (!sleep(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(config.longestPause()) < 0
                        ? pause.multipliedBy(2)
                        : config.longestPause();
            }
        }
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
            depth.set(table.depth());
        } catch (SQLException e) {
            LOG.debug("the outbox cannot be counted", e);
        }
    }

    private boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
