package io.nerest.standalone.stack;

import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts parts, restarts a part that ends unexpectedly, and stops services before the platform they use. */
public final class Supervisor implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** A part that ends sooner than this after its start is restarted only after the same delay. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

    private static final int RESTART_POLL_MILLIS = 100;

    private final Consumer<String> announce;
    private final Runnable changed;
    private final Map<String, ChildProcess> running = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Integer> restarts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, PartSpec> specsByName = Collections.synchronizedMap(new LinkedHashMap<>());
    /** Parts that were stopped on purpose. */
    private final Set<String> stopped = new HashSet<>();

    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * Creates a supervisor without parts.
     *
     * @param announce receives a line for every restart
     * @param changed runs when the process of a part changes
     */
    Supervisor(Consumer<String> announce, Runnable changed) {
        this.announce = announce;
        this.changed = changed;
    }

    /** Starts parts in parallel and waits until all are ready. */
    void start(List<PartSpec> specs) throws IOException, InterruptedException {
        Map<PartSpec, ChildProcess> started = new LinkedHashMap<>();
        for (PartSpec spec : specs) {
            ChildProcess process = ChildProcess.start(spec.process());
            specsByName.put(spec.name(), spec);
            running.put(spec.name(), process);
            started.put(spec, process);
        }
        changed.run();
        for (Map.Entry<PartSpec, ChildProcess> part : started.entrySet()) {
            part.getKey().readiness().await(part.getValue(), START_LIMIT);
            watch(part.getKey(), part.getValue());
        }
    }

    private void watch(PartSpec spec, ChildProcess process) {
        long started = System.nanoTime();
        Thread watcher = new Thread(
                () -> {
                    try {
                        int exitCode = process.awaitExit();
                        restart(spec, process, exitCode, started);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                spec.name() + "-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void restart(PartSpec spec, ChildProcess ended, int exitCode, long started) throws InterruptedException {
        if (isOnPurpose(spec, ended)) {
            return;
        }
        announce.accept(spec.name() + " ended unexpectedly (exit code " + exitCode + "); restarting it");
        try {
            boolean endedEarly = System.nanoTime() - started < SHORTEST_LIFE.toNanos();
            if (endedEarly && stopping.await(SHORTEST_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            ChildProcess next;
            synchronized (this) {
                if (isOnPurpose(spec, ended)) {
                    return;
                }
                next = ChildProcess.start(spec.process());
                running.put(spec.name(), next);
                restarts.merge(spec.name(), 1, Integer::sum);
            }
            changed.run();
            watch(spec, next);
            spec.readiness().await(next, START_LIMIT);
            announce.accept(spec.name() + " is ready again");
        } catch (IOException e) {
            // If the part has ended, its watcher restarts it; if it hangs, the message tells the user which log to
            // read.
            announce.accept(e.getMessage());
        }
    }

    private synchronized boolean isOnPurpose(PartSpec spec, ChildProcess ended) {
        return stopping.getCount() == 0 || stopped.contains(spec.name()) || running.get(spec.name()) != ended;
    }

    /** Stops a part by SIGTERM, after the limit by SIGKILL. It is not restarted. Returns the exit code. */
    public int stop(String name, Duration limit) throws InterruptedException {
        ChildProcess part;
        synchronized (this) {
            stopped.add(name);
            part = part(name);
        }
        return part.stop(limit);
    }

    /**
     * Starts a part that was stopped, and waits until it is ready.
     *
     * @throws IOException if it does not start; the message names its log
     */
    public void start(String name) throws IOException, InterruptedException {
        PartSpec spec = spec(name);
        ChildProcess process;
        synchronized (this) {
            process = ChildProcess.start(spec.process());
            running.put(name, process);
            stopped.remove(name);
        }
        changed.run();
        watch(spec, process);
        spec.readiness().await(process, START_LIMIT);
    }

    private PartSpec spec(String name) {
        PartSpec spec = specsByName.get(name);
        if (spec == null) {
            throw new IllegalArgumentException("unknown part '" + name + "'; the parts are " + specsByName.keySet());
        }
        return spec;
    }

    /** Waits until all parts are ready that were not stopped on purpose. Returns whether they were within the limit. */
    public boolean awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<PartSpec> all;
        synchronized (specsByName) {
            all = List.copyOf(specsByName.values());
        }
        for (PartSpec spec : all) {
            while (!isStopped(spec.name()) && !isReady(spec, deadline - System.nanoTime())) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(RESTART_POLL_MILLIS);
            }
        }
        return true;
    }

    private synchronized boolean isStopped(String name) {
        return stopped.contains(name);
    }

    /** A part that has ended is not ready; its watcher starts it again. */
    private boolean isReady(PartSpec spec, long nanos) throws InterruptedException {
        try {
            spec.readiness().await(part(spec.name()), Duration.ofNanos(Math.max(0, nanos)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the current process of a part. */
    public ChildProcess part(String name) {
        ChildProcess part = running.get(name);
        if (part == null) {
            throw new IllegalArgumentException("unknown part '" + name + "'; the parts are " + running.keySet());
        }
        return part;
    }

    /** Returns the current processes in the order of their first start. */
    public List<ChildProcess> parts() {
        synchronized (running) {
            return List.copyOf(running.values());
        }
    }

    /** Returns the number of restarts by part; parts that were never restarted are absent. */
    public Map<String, Integer> restarts() {
        synchronized (restarts) {
            return Map.copyOf(restarts);
        }
    }

    @Override
    public synchronized void close() {
        stopping.countDown();
        List<ChildProcess> parts = parts();
        try {
            stop(parts.stream().filter(part -> isService(part)).toList());
            stop(parts.stream().filter(part -> !isService(part)).toList());
        } catch (InterruptedException e) {
            parts.forEach(ChildProcess::close);
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isService(ChildProcess part) {
        return !Endpoints.PLATFORM.contains(part.name());
    }

    private static void stop(Collection<ChildProcess> parts) throws InterruptedException {
        parts.forEach(ChildProcess::requestStop);
        for (ChildProcess part : new ArrayList<>(parts)) {
            part.stop(STOP_LIMIT);
        }
    }
}
