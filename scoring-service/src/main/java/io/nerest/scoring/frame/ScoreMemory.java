package io.nerest.scoring.frame;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Forgets scores that are older than the retention, a whole partition at once. */
@ApplicationScoped
class ScoreMemory {
    private static final Logger LOG = Logger.getLogger(ScoreMemory.class);
    private static final int TRANSACTION_SECONDS = 60;

    private final FrameScoreRepository scores;
    private final MeterRegistry meters;

    ScoreMemory(FrameScoreRepository scores, MeterRegistry meters) {
        this.scores = scores;
        this.meters = meters;
    }

    @Scheduled(
            every = "{nerest.scoring.scores.every}",
            delayed = "{nerest.scoring.scores.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        for (int slot = 0; slot < ScoreSlots.COUNT; slot++) {
            int emptied = slot;
            try {
                long forgotten = QuarkusTransaction.requiringNew()
                        .timeout(TRANSACTION_SECONDS)
                        .call(() -> scores.emptyIfOld(emptied));
                meters.counter("nerest.scoring.forgotten").increment((double) forgotten);
            } catch (RuntimeException e) {
                LOG.warnf("old scores could not be removed; the next run repeats it: %s", e.getMessage());
            }
        }
    }
}
