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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Registers objects without a notification, because notification queues drop messages when they are full. Each run lists the
 * newest objects of each stream, and a slice of all objects: its cost depends on what is new, and not on the size of the bucket.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    private final ObjectStore store;
    private final SeenObjectRepository objects;
    private final BucketImporter importer;
    private final StreamService streams;
    private final ListingPositions positions;
    private final ReconcilerConfig config;
    private final Map<String, NewestKeys> newestByPrefix = new ConcurrentHashMap<>();
    private List<ObjectStore.Stored> young = List.of();
    private boolean started;

    Reconciler(
            ObjectStore store,
            SeenObjectRepository objects,
            BucketImporter importer,
            StreamService streams,
            ListingPositions positions,
            ReconcilerConfig config) {
        this.store = store;
        this.objects = objects;
        this.importer = importer;
        this.streams = streams;
        this.positions = positions;
        this.config = config;
    }

    /**
     * What a listing did.
     *
     * @param listed objects that the store listed
     * @param known those that were listed without need: they are known, and not new
     * @param registered those that became frames
     * @param stoppedAt the key of the last object listed; null if there are no further ones
     */
    record Listing(
            int listed, int known, int registered, @Nullable String stoppedAt) {
        static final Listing NONE = new Listing(0, 0, 0, null);

        Listing plus(Listing other) {
            return new Listing(listed + other.listed, known + other.known, registered + other.registered, null);
        }
    }

    @Scheduled(every = "{nerest.ingest.reconciler.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reconcile() {
        try {
            int registered = registerYoung();
            Listing newest = listNewest();
            // More than what is new: otherwise the slices would never reach the end of a stream that grows fast.
            Listing slice = listSlice(newest.listed() - newest.known());
            registered += newest.registered() + slice.registered();
            // After the listings: an object that still has its own key has the better time of capture.
            if (!started && config.restoreContents()) {
                restoreContents();
            }
            started = true;
            if (registered > 0) {
                LOG.infof("registered %d objects without a notification", registered);
            }
        } catch (RuntimeException e) {
            LOG.warnf("listing the bucket failed; the next run repeats it: %s", e.getMessage());
        }
    }

    /** Registers the images of frames that the database has lost. */
    int restoreContents() {
        int restored = 0;
        // An upload in progress stores its image before its frame.
        Instant newest = settledBefore();
        try (Stream<ObjectStore.Stored> stored = store.list(ContentKey.PREFIX, "")) {
            Iterator<ObjectStore.Stored> listed = stored.filter(
                            object -> !object.lastModified().isAfter(newest))
                    .iterator();
            while (listed.hasNext()) {
                restored += importer.restore(nextPage(listed, PAGE));
            }
        }
        LOG.infof("restored %d frames from their images", restored);
        return restored;
    }

    /** Lists the newest objects of each stream, or resumes the stream at which the last listing stopped. */
    Listing listNewest() {
        Listing total = Listing.NONE;
        for (StreamView stream : streams.list()) {
            total = total.plus(listNewest(FrameKey.prefixOf(stream.id())));
        }
        return total;
    }

    private Listing listNewest(String prefix) {
        Instant now = now();
        NewestKeys newest = newestByPrefix.computeIfAbsent(
                prefix, unused -> new NewestKeys(config.overlap(), position(prefix, now)));
        ListingPosition start = newest.beginListing(now);
        Instant newSince = start.since().minus(config.minAge());
        Instant settled = settledBefore();
        Listing listing = list(prefix, start.after(), config.slice(), newSince, object -> {
            if (object.lastModified().isBefore(settled)) {
                newest.add(object);
            } else {
                newest.addUnsettled(object);
            }
        });
        newest.endListing(listing.stoppedAt());
        if (!newest.position().after().equals(start.after())) {
            positions.save(store.bucket(), prefix, newest.position());
        }
        return listing;
    }

    private ListingPosition position(String prefix, Instant now) {
        return positions.find(store.bucket(), prefix).orElseGet(() -> new ListingPosition("", now));
    }

    /**
     * Lists the next slice of all objects: those that sort before the newest ones, or whose stream does not exist.
     *
     * @param further objects that the slice has more than configured
     */
    Listing listSlice(int further) {
        Instant now = now();
        ListingPosition start = position(FrameKey.PREFIX, now);
        Instant settled = settledBefore();
        List<ObjectStore.Stored> unsettled = new ArrayList<>();
        Listing listing = list(FrameKey.PREFIX, start.after(), config.slice() + further, Instant.MAX, object -> {
            if (!object.lastModified().isBefore(settled)) {
                unsettled.add(object);
            }
        });
        unsettled.addAll(young);
        young = List.copyOf(unsettled.subList(0, Math.min(config.slice(), unsettled.size())));
        positions.save(
                store.bucket(),
                FrameKey.PREFIX,
                listing.stoppedAt() == null
                        ? new ListingPosition("", now)
                        : new ListingPosition(listing.stoppedAt(), start.since()));
        return listing;
    }

    /** Registers the objects of earlier slices that were too young then. */
    private int registerYoung() {
        List<ObjectStore.Stored> current = new ArrayList<>();
        for (ObjectStore.Stored object : young) {
            store.stat(object.ref().key()).ifPresent(current::add);
        }
        Instant settled = settledBefore();
        int registered = framesIn(registerSettled(current));
        young = current.stream()
                .filter(object -> !object.lastModified().isBefore(settled))
                .toList();
        return registered;
    }

    private static int framesIn(List<Handled> handled) {
        return (int) handled.stream().filter(Handled::isFrame).count();
    }

    /**
     * Lists and registers objects.
     *
     * @param most objects that are listed though they are known and not new; the listing is stopped then
     * @param newSince objects that are modified later are new
     * @param listed receives each object
     */
    private Listing list(String prefix, String after, int most, Instant newSince, Consumer<ObjectStore.Stored> listed) {
        int count = 0;
        int known = 0;
        int registered = 0;
        String last = after;
        try (Stream<ObjectStore.Stored> stored = store.list(prefix, after)) {
            Iterator<ObjectStore.Stored> remaining = stored.iterator();
            while (known < most) {
                List<ObjectStore.Stored> page = nextPage(remaining, Math.min(PAGE, most));
                if (page.isEmpty()) {
                    return new Listing(count, known, registered, null);
                }
                List<Handled> handled = registerSettled(page);
                page.forEach(listed);
                Set<ObjectRef> unknown =
                        new HashSet<>(handled.stream().map(Handled::object).toList());
                known += (int) page.stream()
                        .filter(object -> object.lastModified().isBefore(newSince) && !unknown.contains(object.ref()))
                        .count();
                registered += framesIn(handled);
                count += page.size();
                last = page.get(page.size() - 1).ref().key();
            }
        }
        return new Listing(count, known, registered, last);
    }

    private static List<ObjectStore.Stored> nextPage(Iterator<ObjectStore.Stored> objects, int most) {
        List<ObjectStore.Stored> page = new ArrayList<>(most);
        while (page.size() < most && objects.hasNext()) {
            page.add(objects.next());
        }
        return page;
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC());
    }

    private Instant settledBefore() {
        return now().minus(config.minAge());
    }

    /** An object that was unknown, and is a frame or a rejected object now. */
    private record Handled(ObjectRef object, boolean isFrame) {}

    private List<Handled> registerSettled(List<ObjectStore.Stored> page) {
        Instant settledBefore = settledBefore();
        List<ObjectStore.Stored> settled = page.stream()
                .filter(object -> object.lastModified().isBefore(settledBefore))
                .toList();
        Set<ObjectRef> unseen = new HashSet<>(
                objects.findUnseen(settled.stream().map(ObjectStore.Stored::ref).toList()));
        List<Handled> handled = new ArrayList<>();
        for (ObjectStore.Stored object : settled) {
            if (unseen.contains(object.ref())) {
                register(object).ifPresent(handled::add);
            }
        }
        return handled;
    }

    private Optional<Handled> register(ObjectStore.Stored object) {
        try {
            Optional<String> rejection = importer.importObject(object, FrameSource.RECONCILER);
            rejection.ifPresent(reason -> LOG.warnf("rejected an object of the bucket: %s", reason));
            return Optional.of(new Handled(object.ref(), rejection.isEmpty()));
        } catch (MissingObjectException e) {
            LOG.debugf("an object changed while it was read; the next listing has its new version: %s", e.getMessage());
            return Optional.empty();
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.TRANSIENT) {
                throw e;
            }
            LOG.errorf(e, "an object could not be registered: %s", object.ref().key());
            return Optional.empty();
        }
    }
}
