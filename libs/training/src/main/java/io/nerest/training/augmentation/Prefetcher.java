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
 * Lets worker threads make batches ahead of their use, a bounded number of them, and hands them out in order. When an epoch
 * has been made, the workers go on with the next, so that its first batch is there when it is asked for.
 *
 * @param <B> what is made
 */
final class Prefetcher<B> implements AutoCloseable {

    /** Makes batches, for one thread; which batch it is decides what it holds, not who makes it or when. */
    interface Maker<B> extends AutoCloseable {
        B make(int epoch, int batch, ByteBuffer buffer, Runnable release) throws Exception;

        @Override
        void close();
    }

    /** What a worker left for the consumer: a batch, or why there is none. */
    private record Outcome<B>(
            @Nullable B batch, ByteBuffer buffer, @Nullable Throwable failure) {}

    /** Batches that a consumer may hold at once: the one in use, and one that is being laid aside. */
    private static final int HELD = 2;

    private final int batchesPerEpoch;
    private final int epochs;
    private final int ahead;
    private final int bufferBytes;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Map<Long, Outcome<B>> made = new HashMap<>();
    private final List<Thread> workers = new ArrayList<>();
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
     * @param epochs how many there will be, beyond which nothing is made ahead
     * @param ahead batches that may be ready or in the making
     * @param bufferBytes size of the direct buffer lent to each batch
     * @param makers gives each worker its own maker
     */
    Prefetcher(
            int batchesPerEpoch,
            int epochs,
            int workerCount,
            int ahead,
            int bufferBytes,
            String name,
            Supplier<Maker<B>> makers) {
        if (workerCount < 1 || ahead < 1) {
            throw new IllegalArgumentException(
                    "at least one worker and one batch ahead are needed, not %d and %d".formatted(workerCount, ahead));
        }
        this.batchesPerEpoch = batchesPerEpoch;
        this.epochs = epochs;
        this.ahead = ahead;
        this.bufferBytes = bufferBytes;
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
            return; // the workers came here by themselves
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
     * The next batch, when it is there.
     *
     * @throws IllegalStateException where no epoch was started, the consumer holds all buffers, or a worker failed
     */
    synchronized B next() throws InterruptedException {
        if (toGive >= end) {
            throw new IllegalStateException("no epoch was started, or its batches have all been given");
        }
        long asked = System.nanoTime();
        Outcome<B> outcome = made.remove(toGive);
        while (outcome == null) {
            if (closed) {
                throw new IllegalStateException("closed while a batch was waited for");
            }
            if (beingMade == 0 && made.isEmpty() && free.isEmpty() && buffers == ahead + HELD) {
                throw new IllegalStateException(
                        "all %d batches are in use; close those that were given".formatted(buffers));
            }
            wait();
            outcome = made.remove(toGive);
        }
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
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true; // a batch takes milliseconds, so the worker is waited for all the same
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
