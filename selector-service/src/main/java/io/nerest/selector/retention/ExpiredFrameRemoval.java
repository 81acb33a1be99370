package io.nerest.selector.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.messaging.receiving.InboxConfig;
import io.nerest.selector.retention.ExpiredFrames.Expired;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Removes the rows of frames some time after they have expired, in batches that each take a fraction of a second. */
@ApplicationScoped
public class ExpiredFrameRemoval {
    private static final Logger LOG = Logger.getLogger(ExpiredFrameRemoval.class);
    private static final int BATCH = 1_000;
    private static final int TRANSACTION_SECONDS = 300;

    private final ExpiredFrames frames;
    private final ExpiredFramesConfig config;
    private final InboxConfig inbox;
    private final Clock clock;
    private final MeterRegistry meters;

    ExpiredFrameRemoval(
            ExpiredFrames frames, ExpiredFramesConfig config, InboxConfig inbox, Clock clock, MeterRegistry meters) {
        this.frames = frames;
        this.config = config;
        this.inbox = inbox;
        this.clock = clock;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        requireAfterInbox(config, inbox);
    }

    /** An event that is handled again after the removal would leave half a frame. */
    static void requireAfterInbox(ExpiredFramesConfig config, InboxConfig inbox) {
        if (config.kept().compareTo(inbox.retention()) < 0) {
            throw new IllegalStateException("nerest.selector.expired-frames.kept is " + config.kept()
                    + ", but must be at least nerest.inbox.retention, " + inbox.retention());
        }
    }

    @Scheduled(
            every = "{nerest.selector.expired-frames.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void remove() {
        try {
            int removed = removeExpiredBefore(clock.instant().minus(config.kept()));
            if (removed > 0) {
                LOG.infof("the rows of %d expired frames were removed", removed);
            }
        } catch (RuntimeException e) {
            LOG.warnf("removing expired frames failed; the next run continues: %s", e.getMessage());
        }
    }

    /** Removes the rows of frames that expired before a time, and returns their number. */
    public int removeExpiredBefore(Instant time) {
        int total = 0;
        List<Expired> removed = List.of();
        do {
            Expired last = removed.isEmpty() ? Expired.FIRST : removed.get(removed.size() - 1);
            removed = QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_SECONDS)
                    .call(() -> {
                        List<Expired> batch = frames.removable(last, time, BATCH);
                        if (!batch.isEmpty()) {
                            frames.remove(batch);
                        }
                        return batch;
                    });
            meters.counter("nerest.selector.removed").increment(removed.size());
            total += removed.size();
        } while (removed.size() == BATCH);
        return total;
    }
}
