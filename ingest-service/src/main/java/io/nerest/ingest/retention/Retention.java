package io.nerest.ingest.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.lifecycle.PodName;
import io.nerest.service.objects.ObjectStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets empty frames expire. Their objects are removed before the transaction that deletes their rows commits: if it does not
 * commit, the next run removes them again. Other services learn it as {@code unscorable-frames}: the frames leave the pool, and
 * later their rows are removed.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH = 200;

    private final ExpirableFrames frames;
    private final ObjectStore store;
    private final Outbox outbox;
    private final RetentionConfig config;
    private final PodName pod;
    private final MeterRegistry meters;

    Retention(
            ExpirableFrames frames,
            ObjectStore store,
            Outbox outbox,
            RetentionConfig config,
            PodName pod,
            MeterRegistry meters) {
        this.frames = frames;
        this.store = store;
        this.outbox = outbox;
        this.config = config;
        this.pod = pod;
        this.meters = meters;
    }

    @Scheduled(
            every = "{nerest.ingest.retention.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        config.emptyAfter().ifPresent(age -> {
            try {
                int expired = expireUntil(Instant.now(Clock.systemUTC()).minus(age));
                if (expired > 0) {
                    LOG.infof("%d empty frames have expired", expired);
                }
            } catch (RuntimeException e) {
                LOG.warnf("expiring frames failed; the next run repeats it: %s", e.getMessage());
            }
        });
    }

    /** Lets frames expire that were registered until a time, and returns their number. */
    int expireUntil(Instant time) {
        int total = 0;
        int expired;
        do {
            expired = QuarkusTransaction.requiringNew().timeout(300).call(() -> expireBatch(time));
            total += expired;
        } while (expired == BATCH);
        return total;
    }

    private int expireBatch(Instant time) {
        Instant from = frames.decidedUntil();
        if (!time.isAfter(from)) {
            return 0;
        }
        List<ExpiredFrame> expired = frames.expired(from, time, config.emptyBelow(), config.keptShare(), BATCH);
        Instant now = Instant.now(Clock.systemUTC());
        for (ExpiredFrame frame : expired) {
            frame.keys().forEach(store::remove);
            outbox.add(
                    Topics.UNSCORABLE_FRAMES,
                    frame.frame().frameId().toString(),
                    new FrameUnscorable(
                            frame.frame(),
                            "the frame is empty and has expired by the retention rule",
                            pod.value(),
                            now,
                            true));
        }
        frames.delete(expired);
        meters.counter("nerest.ingest.expired").increment(expired.size());
        if (expired.size() < BATCH) {
            frames.decideUntil(time);
        }
        return expired.size();
    }
}
