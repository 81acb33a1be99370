package io.nerest.standalone.stack;

import io.nerest.system.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Records the peak memory of each part, with its child processes, and of the launcher. Measures the proportional set
 * size (PSS), which divides shared pages among the processes that map them, every two seconds. PSS exists on Linux only;
 * on other systems all peaks are 0.
 */
public final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 2_000;
    private static final long BYTES_PER_KIB = 1024;

    private final Supervisor supervisor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Long> peaks = new TreeMap<>();
    private long peakTotal;

    public MemoryWatch(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Starts the periodic measurement. */
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        Map<String, Long> now = new LinkedHashMap<>();
        now.put("launcher", proportionalSetSize(ProcessHandle.current()));
        for (ChildProcess part : supervisor.parts()) {
            long bytes = Stream.concat(Stream.of(part.handle()), part.descendants().stream())
                    .mapToLong(MemoryWatch::proportionalSetSize)
                    .sum();
            now.put(part.name(), bytes);
        }
        synchronized (this) {
            now.forEach((part, bytes) -> peaks.merge(part, bytes, Math::max));
            peakTotal = Math.max(
                    peakTotal, now.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    private static long proportionalSetSize(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * BYTES_PER_KIB)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // The process has ended since it was listed, or the system is not Linux.
            return 0;
        }
    }

    /** Returns the peak in bytes by part; {@code launcher} is this process. */
    public synchronized Map<String, Long> peaks() {
        return new TreeMap<>(peaks);
    }

    /** Returns the peak of the sum over all processes, in bytes. */
    public synchronized long peakTotal() {
        return peakTotal;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
