package io.nerest.training.network;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Delays the end of the process until running native calls have returned. At exit libtorch frees the code that it has
 * compiled for its convolutions; a batch still running in that code would crash with a segmentation fault.
 */
final class NativeCallGuard {
    private static final long SECONDS_TO_WAIT = 30;
    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock(true);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(NativeCallGuard::waitForTheLast, "native-calls-end"));
    }

    private NativeCallGuard() {}

    /** Runs a call. Calls that start after the process has begun to end block until it has ended. */
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
            // Never released, so that no new call starts. Gives up on calls that take longer.
            if (!LOCK.writeLock().tryLock(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                System.getLogger(NativeCallGuard.class.getName())
                        .log(System.Logger.Level.WARNING, "a native call still runs while the process ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
