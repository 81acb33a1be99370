package io.nerest.cli.val;

import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import java.util.List;
import java.util.Locale;

/** A validation in the reference's console format: a line for all, then one for each class, size, stream. */
public final class ValidationTable {
    private ValidationTable() {}

    /**
     * The header and the line for all objects, as printed after every epoch; with several streams also the line of the mean
     * over streams, in which each camera counts the same.
     */
    public static String summary(DetectionReport report) {
        String all = header("Class") + System.lineSeparator() + row(report.all());
        return report.perStream().size() > 1 ? all + System.lineSeparator() + row(report.streamMean()) : all;
    }

    /** Everything: all objects, then by class, size and stream where there is more than one of them. */
    public static String full(DetectionReport report) {
        StringBuilder table = new StringBuilder(summary(report));
        append(table, report.perClass());
        section(table, "Size", report.perSize());
        section(table, "Stream", report.perStream());
        return table.toString();
    }

    private static void section(StringBuilder table, String name, List<GroupMetrics> groups) {
        if (groups.size() > 1) {
            table.append(System.lineSeparator()).append(header(name));
            append(table, groups);
        }
    }

    private static void append(StringBuilder table, List<GroupMetrics> groups) {
        if (groups.size() > 1) {
            groups.forEach(group -> table.append(System.lineSeparator()).append(row(group)));
        }
    }

    private static String header(String first) {
        return String.format(
                Locale.ROOT,
                "%22s%11s%11s%11s%11s%11s%11s%11s",
                first,
                "Images",
                "Instances",
                "P",
                "R",
                "F1",
                "mAP50",
                "mAP50-95");
    }

    private static String row(GroupMetrics group) {
        return String.format(
                Locale.ROOT,
                "%22s%11d%11d%11.3g%11.3g%11.3g%11.3g%11.3g",
                group.group(),
                group.images(),
                group.instances(),
                group.precision(),
                group.recall(),
                group.f1(),
                group.map50(),
                group.map50To95());
    }
}
