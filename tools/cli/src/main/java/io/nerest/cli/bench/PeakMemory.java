package io.nerest.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has held, heap and native together, as Linux counts it. */
final class PeakMemory {
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private PeakMemory() {}

    /** In megabytes; empty if the system does not say. */
    static OptionalDouble megabytes() {
        try {
            Matcher matcher = HIGH_WATER.matcher(Files.readString(Path.of("/proc/self/status")));
            return matcher.find() ? OptionalDouble.of(Long.parseLong(matcher.group(1)) / 1e3) : OptionalDouble.empty();
        } catch (IOException unknown) {
            return OptionalDouble.empty();
        }
    }
}
