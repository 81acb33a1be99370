package io.nerest.standalone.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Starts parts, starts again what dies, says so, and stops them in the opposite order. */
public final class Supervisor implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    /** A part that dies at once is not started again at once. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(5);

    private final Path logFolder;
    private final Consumer<String> announce;
    private final Runnable changed;
    private final Map<String, ServiceProcess> running = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Integer> restarts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final CountDownLatch stopping = new CountDownLatch(1);

    /**
     * A supervisor without parts yet.
     *
     * @param announce gets a line for every restart
     * @param changed is told when a part has another process
     */
    Supervisor(Path logFolder, Consumer<String> announce, Runnable changed) {
        this.logFolder = logFolder;
        this.announce = announce;
        this.changed = changed;
    }

    /** Starts parts side by side and waits until all are ready. */
    void start(List<PartSpec> specs) throws IOException, InterruptedException {
        List<ServiceProcess> started = new ArrayList<>();
        for (PartSpec spec : specs) {
            ServiceProcess part = ServiceProcess.start(spec, logFolder);
            running.put(spec.name(), part);
            started.add(part);
        }
        changed.run();
        for (ServiceProcess part : started) {
            part.awaitReady(START_LIMIT);
            watch(part);
        }
    }

    private void watch(ServiceProcess part) {
        long started = System.nanoTime();
        Thread watcher = new Thread(
                () -> {
                    try {
                        part.process().waitFor();
                        restart(part, started);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                part.name() + "-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void restart(ServiceProcess dead, long started) throws InterruptedException {
        if (isStopping()) {
            return;
        }
        announce.accept(dead.name() + " has died (exit code " + dead.process().exitValue() + "); starting it again");
        try {
            long lived = System.nanoTime() - started;
            if (lived < SHORTEST_LIFE.toNanos()) {
                Thread.sleep(SHORTEST_LIFE.toMillis());
            }
            ServiceProcess next;
            synchronized (this) {
                if (isStopping()) {
                    return;
                }
                next = ServiceProcess.start(dead.spec(), logFolder);
                running.put(dead.name(), next);
                restarts.merge(dead.name(), 1, Integer::sum);
            }
            changed.run();
            watch(next);
            next.awaitReady(START_LIMIT);
            announce.accept(dead.name() + " is up again");
        } catch (IOException e) {
            // A part that died once more is watched, and tried once more; one that hangs is left for the user to see.
            announce.accept(e.getMessage());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** The part of that name as it runs now. */
    public ServiceProcess part(String name) {
        ServiceProcess part = running.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part is called '" + name + "'; there are " + running.keySet());
        }
        return part;
    }

    public List<ServiceProcess> parts() {
        synchronized (running) {
            return List.copyOf(running.values());
        }
    }

    /** How often each part was started again. */
    public Map<String, Integer> restarts() {
        synchronized (restarts) {
            return Map.copyOf(restarts);
        }
    }

    @Override
    public synchronized void close() {
        stopping.countDown();
        List<ServiceProcess> parts = new ArrayList<>(parts());
        Collections.reverse(parts);
        // Services first and together, then what they stand on.
        try {
            stop(parts.stream().filter(part -> isService(part)).toList());
            stop(parts.stream().filter(part -> !isService(part)).toList());
        } catch (InterruptedException e) {
            parts.forEach(part -> part.process().destroyForcibly());
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isService(ServiceProcess part) {
        return part.spec().readiness() instanceof PartSpec.Readiness.HttpOk;
    }

    private static void stop(List<ServiceProcess> parts) throws InterruptedException {
        parts.forEach(part -> part.process().destroy());
        for (ServiceProcess part : parts) {
            part.stop(STOP_LIMIT);
        }
    }
}
