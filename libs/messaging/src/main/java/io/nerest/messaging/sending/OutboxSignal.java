package io.nerest.messaging.sending;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells the sender that something was stored, so that it need not wait for its next look. */
@ApplicationScoped
class OutboxSignal {
    private final Semaphore raised = new Semaphore(0);

    void raise() {
        raised.release();
    }

    /** Waits until the signal is raised, at most the given time; lowers it. */
    void await(Duration atMost) throws InterruptedException {
        if (raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
