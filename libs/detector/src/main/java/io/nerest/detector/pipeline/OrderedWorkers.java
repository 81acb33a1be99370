package io.nerest.detector.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tasks of several workers, whose results are taken on the calling thread in the order in which the tasks came. */
public final class OrderedWorkers {
    private OrderedWorkers() {}

    /**
     * Work for one worker.
     *
     * @param <R> what comes of it
     */
    @FunctionalInterface
    public interface Task<R> {
        /** Does the work. */
        R run();

        /** Frees what the task holds, where it is never run. */
        default void abandon() {}
    }

    /**
     * Where tasks come from, one after the other.
     *
     * @param <R> what comes of a task
     */
    @FunctionalInterface
    public interface Tasks<R> {
        /** The next one; empty at the end. */
        Optional<? extends Task<R>> next() throws IOException;
    }

    /**
     * What takes results.
     *
     * @param <R> what comes of a task
     */
    @FunctionalInterface
    public interface Results<R> {
        /** Takes one. */
        void accept(R result) throws IOException;

        /** Frees one that nobody takes any more, after something else has failed. */
        default void discard(R result) {}
    }

    private record UnderWay<R>(Task<R> task, Future<R> future) {}

    /**
     * Runs all tasks. At most two more than there are workers are under way or waiting to be taken, which bounds memory.
     *
     * @throws IllegalStateException where a task failed; what is under way then comes to an end first
     * @throws InterruptedException where the calling thread is interrupted, likewise
     */
    public static <R> void run(int workers, Tasks<R> tasks, Results<R> results)
            throws IOException, InterruptedException {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "nerest-predict");
            thread.setDaemon(true);
            return thread;
        });
        Queue<UnderWay<R>> underWay = new ArrayDeque<>();
        try {
            for (Optional<? extends Task<R>> next = tasks.next(); next.isPresent(); next = tasks.next()) {
                Task<R> task = next.get();
                underWay.add(new UnderWay<>(task, pool.submit(task::run)));
                if (underWay.size() > workers + 1) {
                    results.accept(result(underWay.remove()));
                }
            }
            while (!underWay.isEmpty()) {
                results.accept(result(underWay.remove()));
            }
        } finally {
            end(pool, underWay, results);
        }
    }

    private static <R> R result(UnderWay<R> oldest) throws InterruptedException {
        try {
            return oldest.future().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "a worker failed: " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    private static <R> void end(ExecutorService pool, Queue<UnderWay<R>> left, Results<R> results) {
        List<Runnable> neverRun = pool.shutdownNow();
        for (UnderWay<R> work : left) {
            if (work.future() instanceof Runnable runnable && neverRun.contains(runnable)) {
                work.task().abandon();
            } else {
                discard(work.future(), results);
            }
        }
    }

    private static <R> void discard(Future<R> future, Results<R> results) {
        try {
            results.discard(future.get());
        } catch (ExecutionException | CancellationException alsoFailed) {
            // What failed first is what the caller hears of.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
