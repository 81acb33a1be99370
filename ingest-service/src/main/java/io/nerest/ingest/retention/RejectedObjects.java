package io.nerest.ingest.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.nerest.ingest.frame.ContentKey;
import io.nerest.ingest.frame.RegisteredFrameRepository;
import io.nerest.ingest.object.SeenObjectId;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.service.objects.ObjectStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Removes objects of the bucket that became no frames, and their rows. The object goes first: if the row stayed alone, the next run
 * would remove it; if the object stayed alone, the reconciler would reject it again.
 */
@ApplicationScoped
public class RejectedObjects {
    private static final Logger LOG = Logger.getLogger(RejectedObjects.class);
    private static final int BATCH = 200;

    private final SeenObjectRepository objects;
    private final RegisteredFrameRepository frames;
    private final ObjectStore store;
    private final RetentionConfig config;
    private final MeterRegistry meters;

    RejectedObjects(
            SeenObjectRepository objects,
            RegisteredFrameRepository frames,
            ObjectStore store,
            RetentionConfig config,
            MeterRegistry meters) {
        this.objects = objects;
        this.frames = frames;
        this.store = store;
        this.config = config;
        this.meters = meters;
    }

    @Scheduled(
            every = "{nerest.ingest.retention.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void remove() {
        try {
            int removed = removeUntil(Instant.now(Clock.systemUTC()).minus(config.rejectedAfter()));
            if (removed > 0) {
                LOG.infof("%d rejected objects were removed", removed);
            }
        } catch (RuntimeException e) {
            LOG.warnf("removing rejected objects failed; the next run repeats it: %s", e.getMessage());
        }
    }

    /** Removes objects that were rejected until a time, and returns their number. */
    int removeUntil(Instant time) {
        int total = 0;
        int removed;
        do {
            removed = QuarkusTransaction.requiringNew().timeout(300).call(() -> removeBatch(time));
            total += removed;
        } while (removed == BATCH);
        return total;
    }

    private int removeBatch(Instant time) {
        List<SeenObjectId> rejected = objects.lockRejected(time, BATCH);
        for (SeenObjectId object : rejected) {
            if (object.bucket().equals(store.bucket()) && !isImageOfFrame(object.objectKey())) {
                store.remove(object.objectKey(), object.etag());
            }
            objects.deleteById(object);
        }
        meters.counter("nerest.ingest.rejected.removed").increment(rejected.size());
        return rejected.size();
    }

    private boolean isImageOfFrame(String key) {
        return ContentKey.parse(key)
                .map(content -> !frames.existing(Set.of(content.frameId())).isEmpty())
                .orElse(false);
    }
}
