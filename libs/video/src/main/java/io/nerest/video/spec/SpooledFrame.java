package io.nerest.video.spec;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame in a spool folder. Its file name states everything, so that the frame can be registered after the process that
 * wrote it was killed; names sort in the order of capture.
 *
 * @param capturedAt with microseconds
 * @param number of the frame in its video, from 1
 */
public record SpooledFrame(Path file, Instant capturedAt, long number) {
    private static final Pattern NAME = Pattern.compile("(\\d{17})-(\\d{12})\\.jpg");

    /** Returns the name of a frame's file. */
    public static String name(long capturedAtMicros, long number) {
        return "%017d-%012d.jpg".formatted(Math.max(0, capturedAtMicros), number);
    }

    /** Reads a file's name; empty if it is not that of a complete frame. */
    public static Optional<SpooledFrame> of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                ? Optional.of(new SpooledFrame(
                        file,
                        Instant.EPOCH.plus(Long.parseLong(name.group(1)), ChronoUnit.MICROS),
                        Long.parseLong(name.group(2))))
                : Optional.empty();
    }
}
