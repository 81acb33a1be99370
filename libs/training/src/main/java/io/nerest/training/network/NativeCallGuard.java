package io.nerest.training.network;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets the process end only between two native calls. When a process exits, libtorch frees the code it has compiled for
 * its convolutions; a batch that is still running there would be a segmentation fault in place of a plain end.
 */
final class NativeCallGuard {
    private static final long SECONDS_TO_WAIT = 30;
    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock(true);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(NativeCallGuard::waitForTheLast, "native-calls-end"));
    }

    private NativeCallGuard() {}

    /** Runs a call. Once the process is ending, calls that have not begun never do: their threads end with it. */
    static <T> T during(Supplier<T> call) {
        LOCK.readLock().lock();
        try {
            return call.get();
        } finally {
            LOCK.readLock().unlock();
        }
    }

    private static void waitForTheLast() {
        try {
            // Kept for good where it is had; a call that takes longer is left to its fate.
            if (!LOCK.writeLock().tryLock(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                System.getLogger(NativeCallGuard.class.getName())
                        .log(System.Logger.Level.WARNING, "a native call still runs while the process ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
