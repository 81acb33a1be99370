package io.nerest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The resident memory of this process, as reported by the system: heap and all other memory. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    /** Resets the peak, if the system supports it; otherwise peaks are those since the start. */
    static void forgetPeak() {
        try {
            Files.writeString(PEAK_RESET, "5");
        } catch (IOException e) {
            // Not Linux, or not permitted: the peak since the start is an upper bound of the next measurement.
        }
    }

    /** Returns the peak in MB; empty if the system does not report it. */
    static Optional<Long> peakMegabytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }
}
