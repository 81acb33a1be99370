package io.nerest.standalone.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of a process whose clock a trial moves: the machine's time and an offset, which a file holds in milliseconds.
 * Calls of the methods of the JDK with the same names are redirected to these. {@link System#nanoTime} is not moved, as a step
 * of a real clock does not move it.
 */
public final class MovedTime {
    private static final long POLL_MILLIS = 50;
    private static final Clock CLOCK = new MovedClock(ZoneOffset.UTC);
    private static volatile long offsetMillis;

    private MovedTime() {}

    /** Reads the offset from the file again and again, from now on. A file that is missing or incomplete changes nothing. */
    static void follow(Path file) {
        read(file);
        Thread reader = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(POLL_MILLIS);
                            read(file);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "moved-time");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Path file) {
        try {
            offsetMillis = Long.parseLong(Files.readString(file).trim());
        } catch (IOException | NumberFormatException e) {
            // Not written yet, or being replaced: the next reading succeeds.
        }
    }

    /** As {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + offsetMillis;
    }

    /** As {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plusMillis(offsetMillis);
    }

    /** As {@link Clock#systemUTC}. */
    public static Clock systemUTC() {
        return CLOCK;
    }

    private static final class MovedClock extends Clock {
        private final ZoneId zone;

        MovedClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new MovedClock(other);
        }

        @Override
        public Instant instant() {
            return now();
        }
    }
}
