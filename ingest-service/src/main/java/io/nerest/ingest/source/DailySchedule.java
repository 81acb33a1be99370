package io.nerest.ingest.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Times of day at which a camera is read.
 *
 * @param windows none for always
 */
record DailySchedule(List<Window> windows, ZoneId zone) {
    DailySchedule {
        windows = List.copyOf(windows);
    }

    /** From the first time of day to the second, which may be on the next day. */
    record Window(LocalTime from, LocalTime to) {
        boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /**
     * Parses windows such as {@code 04:00-22:30}.
     *
     * @throws IllegalArgumentException if one is not of this form
     */
    static DailySchedule parse(List<String> windows, ZoneId zone) {
        return new DailySchedule(windows.stream().map(DailySchedule::window).toList(), zone);
    }

    private static Window window(String text) {
        try {
            String[] parts = text.split("-", -1);
            if (parts.length == 2) {
                Window window = new Window(LocalTime.parse(parts[0].trim()), LocalTime.parse(parts[1].trim()));
                if (!window.from().equals(window.to())) {
                    return window;
                }
            }
        } catch (DateTimeException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("must be two different times of day such as 04:00-22:30");
    }

    /**
     * Parses a time zone.
     *
     * @throws IllegalArgumentException if it does not exist
     */
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.trim());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Asia/Sakhalin or UTC", e);
        }
    }

    /** Whether the camera is read at an instant. */
    boolean isOpen(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        return windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(time));
    }
}
