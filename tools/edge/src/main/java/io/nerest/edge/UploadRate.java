package io.nerest.edge;

import java.time.Duration;

/** Pauses between uploads, so that they take a limited number of bytes per second of the link on average. */
final class UploadRate {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private long freeAt = Long.MIN_VALUE;

    /** @param bytesPerSecond 0 for no limit */
    UploadRate(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Returns how long to wait before bytes are sent at a time; they count as sent then. */
    Duration pauseFor(long bytes, long nowNanos) {
        if (bytesPerSecond == 0) {
            return Duration.ZERO;
        }
        long start = freeAt == Long.MIN_VALUE ? nowNanos : Math.max(nowNanos, freeAt);
        freeAt = start + Math.multiplyExact(bytes, NANOS_PER_SECOND) / bytesPerSecond;
        return Duration.ofNanos(start - nowNanos);
    }
}
