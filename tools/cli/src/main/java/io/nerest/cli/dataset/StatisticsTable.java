package io.nerest.cli.dataset;

import io.nerest.formats.edit.SetStatistics;
import io.nerest.formats.model.AnnotatedImage;
import io.nerest.formats.model.AnnotationSet;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Prints the statistics of a data set. */
final class StatisticsTable {
    /** Groups that a table lists. */
    private static final int LISTED = 60;

    private StatisticsTable() {}

    /** By split and class. */
    static void print(AnnotationSet set, PrintWriter out) {
        Map<String, SetStatistics> splits =
                SetStatistics.by(set.images(), image -> image.split().label());
        if (splits.size() > 1) {
            splits.put("all", SetStatistics.of(set.images(), box -> true));
        }
        print("split", splits, out);
        Map<String, SetStatistics> classes = new TreeMap<>();
        for (String name : set.classNames()) {
            classes.put(
                    name, SetStatistics.of(set.images(), box -> box.className().equals(name)));
        }
        print("class", classes, out);
    }

    /** By split, class, stream, day and hour. */
    static void printAll(AnnotationSet set, CaptureMetadata captures, ZoneId zone, PrintWriter out) {
        print(set, out);
        print("stream", SetStatistics.by(set.images(), captures::stream), out);
        Map<AnnotatedImage, ZonedDateTime> times = new java.util.HashMap<>();
        set.images().forEach(image -> captures.time(image).ifPresent(time -> times.put(image, time.atZone(zone))));
        if (times.isEmpty()) {
            out.println("No image has a known time: no sidecar times.csv, EXIF data, or time in its name.");
            return;
        }
        print("day", byTime(set, times, time -> time.toLocalDate().toString()), out);
        print("hour", byTime(set, times, time -> "%02d".formatted(time.getHour())), out);
    }

    private static Map<String, SetStatistics> byTime(
            AnnotationSet set, Map<AnnotatedImage, ZonedDateTime> times, Function<ZonedDateTime, String> group) {
        return SetStatistics.by(
                set.images(),
                image -> Optional.ofNullable(times.get(image)).map(group).orElse("unknown"));
    }

    private static void print(String group, Map<String, SetStatistics> rows, PrintWriter out) {
        out.println();
        out.println(SetStatistics.header(group));
        rows.entrySet().stream()
                .limit(LISTED)
                .forEach(row -> out.println(row.getValue().row(row.getKey())));
        if (rows.size() > LISTED) {
            out.println("and " + (rows.size() - LISTED) + " more");
        }
    }
}
