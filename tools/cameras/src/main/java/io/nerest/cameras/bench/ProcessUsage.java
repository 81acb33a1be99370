package io.nerest.cameras.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time and memory of a process, from Linux' {@code /proc}.
 *
 * @param cpuSeconds since the process started
 * @param memoryBytes proportional set size
 */
record ProcessUsage(double cpuSeconds, long memoryBytes) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Reads the usage of a process; zeros if it has ended. */
    static ProcessUsage of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
            return new ProcessUsage(ticks / TICKS_PER_SECOND, memory(pid));
        } catch (IOException | UncheckedIOException e) {
            return new ProcessUsage(0, 0);
        }
    }

    private static long memory(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .sum();
        }
    }

    ProcessUsage minus(ProcessUsage before) {
        return new ProcessUsage(cpuSeconds - before.cpuSeconds, memoryBytes);
    }
}
