package io.nerest.ingest.bucket;

import io.nerest.service.objects.ObjectStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest objects of one stream, which tell where to list from. Cameras name objects by time, so new keys sort after
 * the smallest of the newest keys; a few keys out of order do not hide new objects.
 */
final class NewestKeys {
    private final int most;
    private final TreeSet<Entry> newest =
            new TreeSet<>(Comparator.comparing(Entry::modified).thenComparing(Entry::key));
    private final Map<String, Entry> byKey = new HashMap<>();
    private final String before;
    private Instant since;
    private Instant began;
    private @Nullable String smallestUnsettled;
    private @Nullable String stoppedAt;

    /**
     * @param most number of objects that are kept
     * @param position where another pod, or this one before its restart, would have gone on
     */
    NewestKeys(int most, ListingPosition position) {
        this.most = most;
        this.before = position.after();
        this.since = position.since();
        this.began = position.since();
    }

    private record Entry(Instant modified, String key) {}

    /**
     * Begins a listing, or continues one that was stopped.
     *
     * @return where to list from
     */
    ListingPosition beginListing(Instant now) {
        ListingPosition position = position();
        if (stoppedAt == null) {
            smallestUnsettled = null;
            began = now;
        }
        return position;
    }

    /** Adds an object that was registered or rejected. */
    void add(ObjectStore.Stored object) {
        Entry entry = new Entry(object.lastModified(), object.ref().key());
        // Once a key: a file that is overwritten all the time must not replace all the others.
        Entry earlier = byKey.put(entry.key(), entry);
        if (earlier != null) {
            newest.remove(earlier);
        }
        newest.add(entry);
        if (newest.size() > most) {
            Entry oldest = newest.first();
            newest.remove(oldest);
            byKey.remove(oldest.key());
        }
    }

    /** Adds an object that is too young to be registered; a later listing must contain it. */
    void addUnsettled(ObjectStore.Stored object) {
        String key = object.ref().key();
        if (smallestUnsettled == null || key.compareTo(smallestUnsettled) < 0) {
            smallestUnsettled = key;
        }
    }

    /**
     * Ends a listing.
     *
     * @param key at which it was stopped and is to be continued; null if it reached the last object
     */
    void endListing(@Nullable String key) {
        stoppedAt = key;
        if (key == null) {
            since = began;
        }
    }

    /** Returns where the next listing starts. */
    ListingPosition position() {
        return new ListingPosition(start(), since);
    }

    private String start() {
        if (stoppedAt != null) {
            return stoppedAt;
        }
        String smallest = newest.size() < most
                ? before
                : newest.stream().map(Entry::key).min(Comparator.naturalOrder()).orElse(before);
        return smallestUnsettled == null || smallest.compareTo(smallestUnsettled) < 0
                ? smallest
                // Without its last character, the key sorts before itself.
                : smallestUnsettled.substring(0, smallestUnsettled.length() - 1);
    }
}
