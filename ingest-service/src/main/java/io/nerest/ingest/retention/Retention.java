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
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lets empty frames expire, and frames without a score. Their objects are removed before the transaction that deletes their rows commits: if it does not
 * commit, the next run removes them again. Other services learn it as {@code unscorable-frames}: the frames leave the pool, and
 * later their rows are removed.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH = 200;
    private static final String EMPTY = "the frame is empty and has expired by the retention rule";
    private static final String UNSCORED = "no model has scored the frame, and it has expired by the retention rule";

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
                    LOG.infof("%d frames have expired", expired);
                }
            } catch (RuntimeException e) {
                LOG.warnf("expiring frames failed; the next run repeats it: %s", e.getMessage());
            }
        });
    }

    /** Lets frames expire that were registered until a time, and earlier ones that had no score then. Returns their number. */
    int expireUntil(Instant time) {
        QuarkusTransaction.requiringNew().timeout(300).run(() -> frames.noteUnscored(frames.decidedUntil(), time));
        int total = all(() -> expireRegistered(time)) + all(this::expireScoredLate);
        if (config.unscoredAfter().isPresent()) {
            Instant unscored =
                    Instant.now(Clock.systemUTC()).minus(config.unscoredAfter().get());
            total += expireUnscoredUntil(unscored);
        }
        return total;
    }

    /** Lets frames expire that no model has scored. Returns their number. */
    int expireUnscoredUntil(Instant time) {
        return all(() -> expireUnscored(time));
    }

    /** What a transaction has done. */
    private record Step(int expired, boolean last) {}

    private static int all(Supplier<Step> steps) {
        int total = 0;
        Step step;
        do {
            step = QuarkusTransaction.requiringNew().timeout(300).call(steps::get);
            total += step.expired();
        } while (!step.last());
        return total;
    }

    private Step expireRegistered(Instant time) {
        Instant from = frames.decidedUntil();
        if (!time.isAfter(from)) {
            return new Step(0, true);
        }
        List<ExpiredFrame> expired = frames.empty(from, time, config, BATCH);
        remove(expired, EMPTY);
        boolean last = expired.size() < BATCH;
        if (last) {
            frames.decideUntil(time);
        }
        return new Step(expired.size(), last);
    }

    private Step expireScoredLate() {
        frames.decidedUntil();
        List<UUID> scored = frames.scoredLate(BATCH);
        List<ExpiredFrame> expired = scored.isEmpty() ? List.of() : frames.empty(scored, config);
        remove(expired, EMPTY);
        return new Step(expired.size(), scored.size() < BATCH);
    }

    private Step expireUnscored(Instant time) {
        frames.decidedUntil();
        List<ExpiredFrame> expired = frames.unscored(time, BATCH);
        remove(expired, UNSCORED);
        return new Step(expired.size(), expired.size() < BATCH);
    }

    private void remove(List<ExpiredFrame> expired, String reason) {
        Instant now = Instant.now(Clock.systemUTC());
        for (ExpiredFrame frame : expired) {
            String image = frame.frame().image().key();
            store.remove(image);
            frame.received().stream()
                    .filter(object -> !object.objectKey().equals(image))
                    .forEach(object -> store.remove(object.objectKey(), object.etag()));
            outbox.add(
                    Topics.UNSCORABLE_FRAMES,
                    frame.frame().frameId().toString(),
                    new FrameUnscorable(frame.frame(), reason, pod.value(), now, true));
        }
        frames.delete(expired);
        meters.counter("nerest.ingest.expired").increment(expired.size());
    }
}
