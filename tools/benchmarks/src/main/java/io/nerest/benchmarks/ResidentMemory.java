package io.nerest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the system says this process holds in memory, heap and all else. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    /** Forgets the peak so far, where the system can; otherwise peaks are those since the start. */
    static void forgetPeak() {
        try {
            Files.writeString(PEAK_RESET, "5");
        } catch (IOException e) {
            // Not Linux, or not allowed: the peak of all measurements so far is above that of the next one, never
            // below.
        }
    }

    /** The most so far, in MB; absent where the system does not tell. */
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
