package io.nerest.selector.engine;

import io.nerest.selector.pool.InputStored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the thread that advances campaigns, after each commit that they may wait for. Many commits are one wake-up. */
@ApplicationScoped
public class CampaignSignal {

    private final Semaphore raised = new Semaphore(0);

    void stored(@Observes(during = TransactionPhase.AFTER_SUCCESS) InputStored input) {
        raise();
    }

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until the signal is raised or the time has passed, then clears it. */
    void await(Duration atMost) throws InterruptedException {
        if (raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
