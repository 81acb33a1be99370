package io.nerest.messaging.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.retry.Backoff;
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

/** Delivers the outbox to the broker, on its own thread, while the service runs. */
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
            // Unsent rows stay in the outbox; another pod or the next start sends them.
            sender.interrupt();
        }
    }

    boolean isAlive() {
        Thread sender = thread;
        return sender != null && sender.isAlive();
    }

    private void run() {
        Backoff backoff = new Backoff(config.firstPause(), config.longestPause());
        int failures = 0;
        while (!stopping) {
            try {
                int delivered = table.deliverOldest(config.batchSize(), this::deliver);
                if (failures > 0) {
                    failures = 0;
                    LOG.info("sending from the outbox resumed");
                }
                if (delivered < config.batchSize()) {
                    depth.set(0);
                    signal.await(config.pollInterval());
                }
            } catch (InterruptedException e) {
                return;
            } catch (DeliveryException | SQLException | RuntimeException e) {
                if (failures == 0) {
                    LOG.warnf(
                            "sending from the outbox failed and is retried; its events stay stored: %s",
                            e.getMessage());
                }
                failures++;
                measureDepth();
                if (!sleep(backoff.after(failures))) {
                    return;
                }
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
            LOG.debug("the rows of the outbox cannot be counted", e);
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
