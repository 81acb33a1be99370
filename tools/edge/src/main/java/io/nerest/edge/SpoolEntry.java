package io.nerest.edge;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame in the spool. Its file name holds everything, so that the folder alone is the state.
 *
 * @param capturedAt time of capture, to the millisecond
 * @param sha256 of the content, in hexadecimal digits
 * @param size bytes
 */
record SpoolEntry(Instant capturedAt, String sha256, long size) implements Comparable<SpoolEntry> {
    private static final Pattern NAME = Pattern.compile("(\\d{1,15})-(\\d{1,12})-([0-9a-f]{64})\\.frame");

    static Optional<SpoolEntry> parse(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(new SpoolEntry(
                        Instant.ofEpochMilli(Long.parseLong(name.group(1))),
                        name.group(3),
                        Long.parseLong(name.group(2))))
                : Optional.empty();
    }

    String fileName() {
        return capturedAt.toEpochMilli() + "-" + size + "-" + sha256 + ".frame";
    }

    /** By capture. */
    @Override
    public int compareTo(SpoolEntry other) {
        int byTime = capturedAt.compareTo(other.capturedAt);
        return byTime != 0 ? byTime : fileName().compareTo(other.fileName());
    }
}
