package io.nerest.service.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that requests in progress may take together. Thread-safe. */
final class ByteBudget {
    private final long total;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long total) {
        this.total = total;
    }

    /** Takes bytes if they are available; a single request may always take them if nothing else is in progress. */
    boolean take(long bytes) {
        long before = taken.get();
        while (before == 0 || before + bytes <= total) {
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
