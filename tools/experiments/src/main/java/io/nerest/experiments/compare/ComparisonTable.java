package io.nerest.experiments.compare;

import io.nerest.training.evaluation.MetricDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as a table for the console. */
final class ComparisonTable {
    private ComparisonTable() {}

    static String of(ComparisonResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("A: " + result.a().given() + " (" + result.a().network() + ", imgsz "
                + result.a().imgsz() + ")");
        lines.add("B: " + result.b().given() + " (" + result.b().network() + ", imgsz "
                + result.b().imgsz() + ")");
        lines.add("%d images, %d objects of %s"
                .formatted(
                        result.data().images(),
                        result.data().objects(),
                        result.data().path()));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%22s%10s%10s%10s%22s", "", "A", "B", "B - A", "95 % interval"));
        for (MetricDifference d : result.differences()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%22s%10.3f%10.3f%+10.3f%22s%s",
                    d.metric(),
                    d.a(),
                    d.b(),
                    d.difference(),
                    String.format(Locale.ROOT, "[%+.3f, %+.3f]", d.low(), d.high()),
                    d.isClear() ? "" : "  not significant"));
        }
        section(lines, "Class", result.perClass());
        section(lines, "Size", result.perSize());
        section(lines, "Stream", result.perStream());
        return String.join(System.lineSeparator(), lines);
    }

    private static void section(List<String> lines, String name, List<ComparisonResult.GroupPair> groups) {
        if (groups.size() < 2) {
            return;
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%22s%10s%10s%10s%10s%13s%10s%10s",
                name,
                "Instances",
                "mAP50 A",
                "B",
                "B - A",
                "mAP50-95 A",
                "B",
                "B - A"));
        for (ComparisonResult.GroupPair group : groups) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%22s%10d%10.3f%10.3f%+10.3f%13.3f%10.3f%+10.3f",
                    group.group(),
                    group.instances(),
                    group.a().map50(),
                    group.b().map50(),
                    group.difference50(),
                    group.a().map50To95(),
                    group.b().map50To95(),
                    group.difference50To95()));
        }
    }
}
