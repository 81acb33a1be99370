package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.service.objects.ObjectStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lists the bucket and registers what no notification announced: queues of notifications drop what they cannot hold.
 * Young objects are left alone, since their notification or their upload may be under way.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final ObjectStore store;
    private final SeenObjects seen;
    private final BucketIntake intake;
    private final Duration grace;

    Reconciler(
            ObjectStore store,
            SeenObjects seen,
            BucketIntake intake,
            @ConfigProperty(name = "nerest.ingest.reconcile-grace", defaultValue = "20s") Duration grace) {
        this.store = store;
        this.seen = seen;
        this.intake = intake;
        this.grace = grace;
    }

    @Scheduled(every = "{nerest.ingest.reconcile-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() {
        Instant settled = Instant.now(Clock.systemUTC()).minus(grace);
        int registered = 0;
        try (Stream<ObjectStore.Stored> objects = store.list(FrameKey.PREFIX)) {
            Iterator<ObjectStore.Stored> all = objects.filter(
                            object -> object.lastModified().isBefore(settled))
                    .iterator();
            while (all.hasNext()) {
                List<ObjectStore.Stored> page = new ArrayList<>(PAGE);
                while (all.hasNext() && page.size() < PAGE) {
                    page.add(all.next());
                }
                registered += register(seen.unseenOf(page));
            }
        } catch (RuntimeException e) {
            // The next look comes soon, and finds what this one did not.
            LOG.warnf("the bucket could not be looked through: %s", e.getMessage());
        }
        if (registered > 0) {
            LOG.infof("registered %d objects that no notification had announced", registered);
        }
    }

    private int register(List<ObjectStore.Stored> unseen) {
        int registered = 0;
        for (ObjectStore.Stored object : unseen) {
            String key = object.ref().key();
            var refusal = intake.take(key, FrameSource.RECONCILER);
            if (refusal.isPresent()) {
                LOG.warnf("an object of the bucket is no frame: %s", refusal.get());
            } else {
                registered++;
            }
        }
        return registered;
    }
}
