package io.nerest.ingest.bucket;

import io.nerest.service.objects.ObjectStore;
import java.time.Instant;
import java.util.Comparator;
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
    private @Nullable String smallestUnsettled;

    /** @param most number of objects that are kept */
    NewestKeys(int most) {
        this.most = most;
    }

    private record Entry(Instant modified, String key) {}

    /** Removes the objects that were too young at the last listing. */
    void beginListing() {
        smallestUnsettled = null;
    }

    /** Adds an object that was registered or rejected. */
    void add(ObjectStore.Stored object) {
        newest.add(new Entry(object.lastModified(), object.ref().key()));
        if (newest.size() > most) {
            newest.pollFirst();
        }
    }

    /** Adds an object that is too young to be registered; the next listing must contain it. */
    void addUnsettled(ObjectStore.Stored object) {
        String key = object.ref().key();
        if (smallestUnsettled == null || key.compareTo(smallestUnsettled) < 0) {
            smallestUnsettled = key;
        }
    }

    /** Returns the key after which to list; empty for all objects. */
    String start() {
        if (newest.size() < most) {
            return "";
        }
        String smallest =
                newest.stream().map(Entry::key).min(Comparator.naturalOrder()).orElse("");
        return smallestUnsettled == null || smallest.compareTo(smallestUnsettled) < 0
                ? smallest
                // Without its last character, the key sorts before itself.
                : smallestUnsettled.substring(0, smallestUnsettled.length() - 1);
    }
}
