package io.nerest.standalone.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches how much memory the parts and this process take: the proportional set size (shared pages counted once in all)
 * of each with its children, every two seconds. Linux alone tells it; elsewhere nothing is measured.
 */
public final class MemoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 2_000;

    private final Supervisor supervisor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> sampling;
    private final Map<String, Long> peaks = new TreeMap<>();
    private long peakInAll;

    public MemoryWatch(Supervisor supervisor) {
        this.supervisor = supervisor;
        sampling = timer.scheduleWithFixedDelay(this::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        Map<String, Long> now = new LinkedHashMap<>();
        now.put("launcher", proportionalSetSize(ProcessHandle.current()));
        for (ServiceProcess part : List.copyOf(supervisor.parts())) {
            ProcessHandle handle = part.process().toHandle();
            long bytes = Stream.concat(Stream.of(handle), handle.descendants())
                    .mapToLong(MemoryWatch::proportionalSetSize)
                    .sum();
            now.put(part.name(), bytes);
        }
        synchronized (this) {
            now.forEach((part, bytes) -> peaks.merge(part, bytes, Math::max));
            peakInAll = Math.max(
                    peakInAll, now.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    private static long proportionalSetSize(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // It has ended between being listed and being read, or this is no Linux.
            return 0;
        }
    }

    /** Highest bytes by part; the part {@code launcher} is this process. */
    public synchronized Map<String, Long> peaks() {
        return new TreeMap<>(peaks);
    }

    /** Highest bytes of all together at one moment. */
    public synchronized long peakInAll() {
        return peakInAll;
    }

    @Override
    public void close() {
        sampling.cancel(false);
        timer.shutdown();
    }
}
