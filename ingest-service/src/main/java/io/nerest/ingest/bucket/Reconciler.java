package io.nerest.ingest.bucket;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.frame.ContentKey;
import io.nerest.ingest.frame.FrameKey;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.ingest.stream.StreamService;
import io.nerest.ingest.stream.StreamView;
import io.nerest.service.failure.Failure;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Registers objects without a notification, because notification queues drop messages when they are full. It lists the
 * newest objects of each stream often, and all objects rarely: the cost of a listing depends on what is new.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final ObjectStore store;
    private final SeenObjectRepository objects;
    private final BucketImporter importer;
    private final StreamService streams;
    private final ReconcilerConfig config;
    private final Map<String, NewestKeys> newestByPrefix = new ConcurrentHashMap<>();
    private @Nullable Instant lastFull;

    Reconciler(
            ObjectStore store,
            SeenObjectRepository objects,
            BucketImporter importer,
            StreamService streams,
            ReconcilerConfig config) {
        this.store = store;
        this.objects = objects;
        this.importer = importer;
        this.streams = streams;
        this.config = config;
    }

    /**
     * What a listing did.
     *
     * @param listed objects that the store listed
     * @param registered objects among them that became frames
     */
    record Listing(int listed, int registered) {
        static final Listing NONE = new Listing(0, 0);

        Listing plus(Listing other) {
            return new Listing(listed + other.listed, registered + other.registered);
        }
    }

    @Scheduled(every = "{nerest.ingest.reconciler.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() {
        try {
            Instant now = Instant.now(Clock.systemUTC());
            boolean full = lastFull == null || !now.isBefore(lastFull.plus(config.fullEvery()));
            boolean first = lastFull == null;
            Listing listing = full ? listAll() : listNewest();
            if (full) {
                lastFull = now;
            }
            // After the listing: an object that still has its own key has the better time of capture.
            if (first && config.restoreContents()) {
                restoreContents();
            }
            if (listing.registered() > 0) {
                LOG.infof("registered %d objects without a notification", listing.registered());
            }
        } catch (RuntimeException e) {
            LOG.warnf("listing the bucket failed; the next run repeats it: %s", e.getMessage());
        }
    }

    /** Registers the images of frames that the database has lost. */
    int restoreContents() {
        int restored = 0;
        // An upload in progress stores its image before its frame.
        Instant newest = Instant.now(Clock.systemUTC()).minus(config.minAge());
        try (Stream<ObjectStore.Stored> stored = store.list(ContentKey.PREFIX, "")) {
            Iterator<ObjectStore.Stored> listed = stored.filter(
                            object -> !object.lastModified().isAfter(newest))
                    .iterator();
            while (listed.hasNext()) {
                restored += importer.restore(nextPage(listed));
            }
        }
        LOG.infof("restored %d frames from their images", restored);
        return restored;
    }

    /** Lists all objects. */
    Listing listAll() {
        newestByPrefix.clear();
        return list(FrameKey.PREFIX, "");
    }

    /** Lists the newest objects of each stream. */
    Listing listNewest() {
        Listing total = Listing.NONE;
        for (StreamView stream : streams.list()) {
            String prefix = FrameKey.prefixOf(stream.id());
            NewestKeys newest = newest(prefix);
            String start = newest.start();
            newest.beginListing();
            total = total.plus(list(prefix, start));
        }
        return total;
    }

    private NewestKeys newest(String prefix) {
        return newestByPrefix.computeIfAbsent(prefix, unused -> new NewestKeys(config.overlap()));
    }

    private Listing list(String prefix, String after) {
        Instant newest = Instant.now(Clock.systemUTC()).minus(config.minAge());
        Listing total = Listing.NONE;
        try (Stream<ObjectStore.Stored> stored = store.list(prefix, after)) {
            Iterator<ObjectStore.Stored> listed = stored.iterator();
            while (listed.hasNext()) {
                List<ObjectStore.Stored> page = nextPage(listed);
                total = total.plus(new Listing(page.size(), registerSettled(page, newest)));
            }
        }
        return total;
    }

    private static List<ObjectStore.Stored> nextPage(Iterator<ObjectStore.Stored> objects) {
        List<ObjectStore.Stored> page = new ArrayList<>(PAGE);
        while (objects.hasNext() && page.size() < PAGE) {
            page.add(objects.next());
        }
        return page;
    }

    private int registerSettled(List<ObjectStore.Stored> page, Instant newest) {
        List<ObjectStore.Stored> settled = page.stream()
                .filter(object -> object.lastModified().isBefore(newest))
                .toList();
        int registered = register(settled);
        // Once a page for each stream: every call is a transaction.
        Map<String, Boolean> existing = new HashMap<>();
        page.forEach(object -> FrameKey.parse(object.ref().key())
                .filter(key -> existing.computeIfAbsent(key.streamId(), streams::exists))
                .ifPresent(key -> {
                    NewestKeys keys = newest(FrameKey.prefixOf(key.streamId()));
                    if (object.lastModified().isBefore(newest)) {
                        keys.add(object);
                    } else {
                        keys.addUnsettled(object);
                    }
                }));
        return registered;
    }

    private int register(List<ObjectStore.Stored> settled) {
        Set<ObjectRef> unseen = new HashSet<>(
                objects.findUnseen(settled.stream().map(ObjectStore.Stored::ref).toList()));
        int registered = 0;
        for (ObjectStore.Stored object : settled) {
            if (unseen.contains(object.ref())) {
                registered += register(object);
            }
        }
        return registered;
    }

    private int register(ObjectStore.Stored object) {
        try {
            Optional<String> rejection = importer.importObject(object, FrameSource.RECONCILER);
            rejection.ifPresent(reason -> LOG.warnf("rejected an object of the bucket: %s", reason));
            return rejection.isEmpty() ? 1 : 0;
        } catch (MissingObjectException e) {
            LOG.debugf("an object changed while it was read; the next listing has its new version: %s", e.getMessage());
            return 0;
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.TRANSIENT) {
                throw e;
            }
            LOG.errorf(e, "an object could not be registered: %s", object.ref().key());
            return 0;
        }
    }
}
