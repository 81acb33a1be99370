package io.nerest.contracts;

import io.nerest.vision.box.IgnoreRegion;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks of the records of this package; a violation names the field and the value. */
final class Require {
    /** Longest text: a name, a key of an object, or a sentence. Longer ones cannot be indexed. */
    private static final int MOST_CHARACTERS = 2_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Require() {}

    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new InvalidEventException("'" + field + "' is missing");
        }
        return value;
    }

    static String text(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new InvalidEventException("'" + field + "' is missing or blank");
        }
        if (value.length() > MOST_CHARACTERS) {
            throw new InvalidEventException(
                    "'" + field + "' has " + value.length() + " characters, but may have at most " + MOST_CHARACTERS);
        }
        return value;
    }

    /** Checks a time: the years 1 to 9999, which every database and client can represent. */
    static Instant time(@Nullable Instant value, String field) {
        Instant time = present(value, field);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidEventException("'" + field + "' must lie in the years 1 to 9999");
        }
        return time;
    }

    /** Checks values by name, none of them missing. */
    static Map<String, String> texts(@Nullable Map<String, String> value, String field) {
        Map<String, String> texts = present(value, field);
        texts.forEach((name, text) -> present(text, field + "." + name));
        return Map.copyOf(texts);
    }

    static <T> List<T> list(@Nullable List<T> value, String field) {
        if (value == null) {
            throw new InvalidEventException("'" + field + "' is missing");
        }
        int index = 0;
        for (T element : value) {
            present(element, field + "[" + index++ + "]");
        }
        return List.copyOf(value);
    }

    static int atLeast(int value, int least, String field) {
        if (value < least) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must be at least " + least);
        }
        return value;
    }

    static long atLeast(long value, long least, String field) {
        if (value < least) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must be at least " + least);
        }
        return value;
    }

    static double share(double value, String field) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidEventException("'" + field + "' is " + value + ", but must lie in [0, 1]");
        }
        return value;
    }

    /** Checks labels: coordinates in [0, 1], width and height above 0. */
    static List<LabelledBox> labels(@Nullable List<LabelledBox> value, String field) {
        List<LabelledBox> boxes = list(value, field);
        for (LabelledBox box : boxes) {
            shares(box.cx(), box.cy(), box.w(), box.h());
            if (box.w() == 0 || box.h() == 0) {
                throw new InvalidEventException("a box has no area: w is " + box.w() + ", h is " + box.h());
            }
        }
        return boxes;
    }

    /** Checks detections: coordinates in [0, 1]. */
    static List<ScoredBox> detections(@Nullable List<ScoredBox> value, String field) {
        List<ScoredBox> boxes = list(value, field);
        boxes.forEach(box -> shares(box.cx(), box.cy(), box.w(), box.h()));
        return boxes;
    }

    /** Checks regions: coordinates in [0, 1]. */
    static List<IgnoreRegion> regions(@Nullable List<IgnoreRegion> value, String field) {
        List<IgnoreRegion> regions = list(value, field);
        regions.forEach(region -> shares(region.cx(), region.cy(), region.w(), region.h()));
        return regions;
    }

    private static void shares(double cx, double cy, double w, double h) {
        share(cx, "cx");
        share(cy, "cy");
        share(w, "w");
        share(h, "h");
    }

    static String sha256(@Nullable String value, String field) {
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            throw new InvalidEventException(
                    "'" + field + "' must be a SHA-256 in 64 lower-case hex digits, but is " + value);
        }
        return value;
    }
}
