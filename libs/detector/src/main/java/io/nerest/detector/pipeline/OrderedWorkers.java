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

/** Runs tasks on several threads and passes the results on, in the order of the tasks, on the calling thread. */
public final class OrderedWorkers {
    private OrderedWorkers() {}

    /**
     * A task of one worker.
     *
     * @param <R> result
     */
    @FunctionalInterface
    public interface Task<R> {
        /** Does the work. */
        R run();

        /** Releases the resources of a task that will not run. */
        default void abandon() {}
    }

    /**
     * A source of tasks.
     *
     * @param <R> result of a task
     */
    @FunctionalInterface
    public interface Tasks<R> {
        /** Returns the next task; empty at the end. */
        Optional<? extends Task<R>> next() throws IOException;
    }

    /**
     * A consumer of results.
     *
     * @param <R> result of a task
     */
    @FunctionalInterface
    public interface Results<R> {
        /** Processes a result. */
        void accept(R result) throws IOException;

        /** Releases a result that is not processed because another task failed. */
        default void discard(R result) {}
    }

    private record Running<R>(Task<R> task, Future<R> future) {}

    /**
     * Runs all tasks. At most {@code workers + 2} tasks run or wait for their result to be processed, which bounds memory.
     *
     * @throws IllegalStateException if a task fails; running tasks finish first
     * @throws InterruptedException if the calling thread is interrupted; running tasks finish first
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
        Queue<Running<R>> running = new ArrayDeque<>();
        try {
            for (Optional<? extends Task<R>> next = tasks.next(); next.isPresent(); next = tasks.next()) {
                Task<R> task = next.get();
                running.add(new Running<>(task, pool.submit(task::run)));
                if (running.size() > workers + 1) {
                    results.accept(result(running.remove()));
                }
            }
            while (!running.isEmpty()) {
                results.accept(result(running.remove()));
            }
        } finally {
            end(pool, running, results);
        }
    }

    private static <R> R result(Running<R> oldest) throws InterruptedException {
        try {
            return oldest.future().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a worker failed: " + failed.getMessage(), failed.getCause());
        }
    }

    private static <R> void end(ExecutorService pool, Queue<Running<R>> left, Results<R> results) {
        List<Runnable> notStarted = pool.shutdownNow();
        for (Running<R> work : left) {
            if (work.future() instanceof Runnable runnable && notStarted.contains(runnable)) {
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
            // The caller receives the first failure.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
