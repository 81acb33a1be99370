package io.nerest.ingest.source;

import java.time.Duration;

/** The pause between two attempts to connect: doubled after each failure, and short again after a success. */
final class ReconnectPause {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    ReconnectPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest.compareTo(first) < 0 ? first : longest;
        this.next = first;
    }

    /** Returns the pause to make now, and doubles the next one. */
    Duration take() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    void succeeded() {
        next = first;
    }
}
