package io.nerest.messaging.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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
        OutboxDelivery delivery = new OutboxDelivery(table, broker::deliver, config, meters);
        try {
            while (!stopping) {
                NextAttempt next = delivery.sendBatch();
                if (next.onSignal()) {
                    signal.await(next.pause());
                } else {
                    Thread.sleep(next.pause().toMillis());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the sender of the outbox stops");
        }
    }
}
