package io.nerest.training.augmentation;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a bounded number of batches ahead in worker threads and returns them in order. At the end of an epoch the
 * workers continue with the next one, so that its first batch is ready in time. Without workers, each batch is prepared by
 * the thread that requests it.
 *
 * @param <B> type of a batch
 */
final class Prefetcher<B> implements AutoCloseable {

    /** Prepares batches on one thread. The content depends only on epoch and batch number, not on thread or time. */
    interface Maker<B> extends AutoCloseable {
        B make(int epoch, int batch, ByteBuffer buffer, Runnable release) throws Exception;

        @Override
        void close();
    }

    /** A worker's result: a batch or a failure. */
    private record Outcome<B>(
            @Nullable B batch, ByteBuffer buffer, @Nullable Throwable failure) {}

    /** Batches that a consumer may hold at once: the current and the previous one. */
    private static final int HELD = 2;

    private final int batchesPerEpoch;
    private final int epochs;
    private final int ahead;
    private final int bufferBytes;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Map<Long, Outcome<B>> made = new HashMap<>();
    private final List<Thread> workers = new ArrayList<>();
    /** Prepares batches in the consumer's thread; null if there are workers. */
    private final @Nullable Maker<B> inCaller;

    private int buffers;
    private int beingMade;
    private int generation;
    private long toMake;
    private long toGive;
    private long end;
    private long nanosWaited;
    private boolean closed;

    /**
     * Starts the workers.
     *
     * @param epochs number of epochs; none is prepared beyond
     * @param workerCount threads; 0 to prepare each batch in the thread that requests it
     * @param ahead maximum number of batches ready or in preparation
     * @param bufferBytes size of the direct buffer of each batch
     * @param makers creates a maker per worker, or the one of the caller's thread
     */
    Prefetcher(
            int batchesPerEpoch,
            int epochs,
            int workerCount,
            int ahead,
            int bufferBytes,
            String name,
            Supplier<Maker<B>> makers) {
        if (workerCount < 0 || ahead < 1) {
            throw new IllegalArgumentException("workers must be at least 0 and batches ahead at least 1, not %d and %d"
                    .formatted(workerCount, ahead));
        }
        this.batchesPerEpoch = batchesPerEpoch;
        this.epochs = epochs;
        this.ahead = ahead;
        this.bufferBytes = bufferBytes;
        this.inCaller = workerCount == 0 ? makers.get() : null;
        for (int i = 0; i < workerCount; i++) {
            Maker<B> maker = makers.get();
            Thread worker = new Thread(() -> work(maker), name + "-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    synchronized void startEpoch(int epoch) {
        long first = (long) epoch * batchesPerEpoch;
        if (toGive == first && end > first) {
            return; // the workers have already continued with this epoch
        }
        generation++;
        made.values().forEach(outcome -> free.add(outcome.buffer()));
        made.clear();
        toMake = first;
        toGive = first;
        end = Math.max(first + batchesPerEpoch, (long) epochs * batchesPerEpoch);
        notifyAll();
    }

    /**
     * Waits for the next batch and returns it.
     *
     * @throws IllegalStateException if no epoch was started, the consumer holds all buffers, or a worker failed
     */
    synchronized B next() throws InterruptedException {
        if (toGive >= end) {
            throw new IllegalStateException("no epoch was started, or all its batches were returned");
        }
        long asked = System.nanoTime();
        Outcome<B> outcome = inCaller == null ? awaitMade() : makeNow(inCaller);
        nanosWaited += System.nanoTime() - asked;
        toGive++;
        notifyAll();
        B batch = outcome.batch();
        if (batch == null) {
            free.add(outcome.buffer());
            throw new IllegalStateException("a batch could not be prepared: " + outcome.failure(), outcome.failure());
        }
        return batch;
    }

    private synchronized Outcome<B> awaitMade() throws InterruptedException {
        Outcome<B> outcome = made.remove(toGive);
        while (outcome == null) {
            if (closed) {
                throw new IllegalStateException("closed while waiting for a batch");
            }
            if (beingMade == 0 && made.isEmpty()) {
                requireBuffer();
            }
            wait();
            outcome = made.remove(toGive);
        }
        return outcome;
    }

    private synchronized Outcome<B> makeNow(Maker<B> maker) {
        if (closed) {
            throw new IllegalStateException("closed before the batch was prepared");
        }
        requireBuffer();
        return make(maker, toGive, takeBuffer());
    }

    private void requireBuffer() {
        if (free.isEmpty() && buffers == ahead + HELD) {
            throw new IllegalStateException("all %d batches are in use; close returned batches".formatted(buffers));
        }
    }

    synchronized long nanosWaited() {
        return nanosWaited;
    }

    private void work(Maker<B> maker) {
        try (maker) {
            while (true) {
                long ticket;
                int madeFor;
                ByteBuffer buffer;
                synchronized (this) {
                    while (!closed && !mayMake()) {
                        wait();
                    }
                    if (closed) {
                        return;
                    }
                    buffer = takeBuffer();
                    ticket = toMake++;
                    madeFor = generation;
                    beingMade++;
                }
                Outcome<B> outcome = make(maker, ticket, buffer);
                synchronized (this) {
                    beingMade--;
                    if (madeFor == generation && !closed) {
                        made.put(ticket, outcome);
                    } else {
                        free.add(buffer);
                    }
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayMake() {
        return toMake < end && toMake < toGive + ahead && (!free.isEmpty() || buffers < ahead + HELD);
    }

    private ByteBuffer takeBuffer() {
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            buffers++;
            return ByteBuffer.allocateDirect(bufferBytes);
        }
        return buffer;
    }

    private Outcome<B> make(Maker<B> maker, long ticket, ByteBuffer buffer) {
        try {
            int epoch = (int) (ticket / batchesPerEpoch);
            int batch = (int) (ticket % batchesPerEpoch);
            return new Outcome<>(maker.make(epoch, batch, buffer, releaseOnce(buffer)), buffer, null);
        } catch (Exception | OutOfMemoryError e) {
            return new Outcome<>(null, buffer, e);
        }
    }

    private Runnable releaseOnce(ByteBuffer buffer) {
        boolean[] released = new boolean[1];
        return () -> {
            synchronized (this) {
                if (!released[0]) {
                    released[0] = true;
                    free.add(buffer);
                    notifyAll();
                }
            }
        };
    }

    @Override
    public void close() {
        synchronized (this) {
            if (inCaller != null && !closed) {
                inCaller.close();
            }
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true; // keep waiting: a batch takes milliseconds
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
