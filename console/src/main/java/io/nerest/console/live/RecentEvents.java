package io.nerest.console.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last events, from which a page that reconnects continues. Not thread-safe. */
final class RecentEvents {
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private final int capacity;

    RecentEvents(int capacity) {
        this.capacity = capacity;
    }

    void add(LiveEvent event) {
        if (events.size() == capacity) {
            events.removeFirst();
        }
        events.addLast(event);
    }

    /** Returns the events after one; empty if that one is no longer, or was never, among the last. */
    Optional<List<LiveEvent>> after(String id) {
        List<LiveEvent> later = new ArrayList<>();
        boolean found = false;
        for (LiveEvent event : events) {
            if (found) {
                later.add(event);
            }
            found |= event.id().equals(id);
        }
        return found ? Optional.of(later) : Optional.empty();
    }
}
