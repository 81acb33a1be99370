package io.nerest.messaging.sending;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the sender after a commit, before the next poll interval. */
@ApplicationScoped
class OutboxSignal {
    private final Semaphore raised = new Semaphore(0);

    void raise() {
        raised.release();
    }

    /**
     * Waits until the signal is raised or the time has passed, then clears it.
     *
     * @return whether it was raised
     */
    boolean await(Duration atMost) throws InterruptedException {
        boolean wasRaised = raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (wasRaised) {
            raised.drainPermits();
        }
        return wasRaised;
    }
}
