package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.frame.FrameKey;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.service.objects.ObjectStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Lists the bucket and registers objects without a notification, because notification queues drop messages when they are
 * full.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final ObjectStore store;
    private final SeenObjectRepository objects;
    private final BucketImporter importer;
    private final ReconcilerConfig config;

    Reconciler(ObjectStore store, SeenObjectRepository objects, BucketImporter importer, ReconcilerConfig config) {
        this.store = store;
        this.objects = objects;
        this.importer = importer;
        this.config = config;
    }

    @Scheduled(every = "{nerest.ingest.reconciler.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() {
        Instant newest = Instant.now(Clock.systemUTC()).minus(config.minAge());
        int registered = 0;
        try (Stream<ObjectStore.Stored> stored = store.list(FrameKey.PREFIX)) {
            Iterator<ObjectRef> settled = stored.filter(
                            object -> object.lastModified().isBefore(newest))
                    .map(ObjectStore.Stored::ref)
                    .iterator();
            while (settled.hasNext()) {
                registered += register(objects.findUnseen(nextPage(settled)));
            }
        } catch (RuntimeException e) {
            LOG.warnf("listing the bucket failed; the next run repeats it: %s", e.getMessage());
        }
        if (registered > 0) {
            LOG.infof("registered %d objects without a notification", registered);
        }
    }

    private static List<ObjectRef> nextPage(Iterator<ObjectRef> objects) {
        List<ObjectRef> page = new ArrayList<>(PAGE);
        while (objects.hasNext() && page.size() < PAGE) {
            page.add(objects.next());
        }
        return page;
    }

    private int register(List<ObjectRef> unseen) {
        int registered = 0;
        for (ObjectRef object : unseen) {
            Optional<String> rejection = importer.importObject(object.key(), FrameSource.RECONCILER);
            rejection.ifPresent(reason -> LOG.warnf("rejected an object of the bucket: %s", reason));
            registered += rejection.isEmpty() ? 1 : 0;
        }
        return registered;
    }
}
