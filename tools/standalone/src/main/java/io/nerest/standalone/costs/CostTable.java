package io.nerest.standalone.costs;

import java.util.List;
import java.util.Locale;

/** The costs of a season as a table of text. */
public record CostTable(List<Row> rows) {
    private static final double GIGA = 1e9;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** One resource. */
    public record Row(String resource, String perFrame, String perDay, String perSeason, String remark) {}

    /** Multiplies what a frame takes by the frames of a season. */
    public static CostTable of(FrameCost frame, SeasonPlan plan) {
        double day = plan.framesPerDay();
        double season = plan.frames();
        double kafkaKept = day * Math.min(plan.days(), plan.kafkaDays()) * plan.kafkaReplicas();
        return new CostTable(List.of(
                new Row("frames", "1", millions(day), millions(season), ""),
                bytes("object store, all frames kept", frame.storeBytes(), day, season, ""),
                new Row(
                        "object store, empty frames expire",
                        "",
                        "",
                        gigabytes(frame.storeBytes() * plan.framesKept()),
                        "%.0f %% are empty and kept for %d days, %.0f %% of them for good"
                                .formatted(100 * plan.emptyShare(), plan.emptyDays(), 100 * plan.keptShare())),
                new Row(
                        "Kafka",
                        bytes(frame.kafkaBytes()),
                        gigabytes(frame.kafkaBytes() * day),
                        gigabytes(frame.kafkaBytes() * kafkaKept),
                        "at most, %d days and %d copies".formatted(plan.kafkaDays(), plan.kafkaReplicas())),
                bytes("PostgreSQL, all frames kept", frame.databaseBytes(), day, season, ""),
                new Row(
                        "PostgreSQL, empty frames expire",
                        "",
                        "",
                        gigabytes(frame.databaseBytes() * plan.framesWithRows()),
                        "at most, rows of empty frames for %d days".formatted(plan.emptyDays() + plan.rowDays())),
                new Row(
                        "scoring",
                        seconds(frame.scoringSeconds()),
                        hours(frame.scoringSeconds() * day),
                        hours(frame.scoringSeconds() * season),
                        String.format(
                                Locale.ROOT,
                                "of one process, %.1f processes at once; measured on %s",
                                frame.scoringSeconds() * plan.cameras() * plan.framesPerSecond(),
                                frame.processor())),
                new Row(
                        frame.gpu() ? "GPU, inference" : "CPU, inference",
                        seconds(frame.inferenceSeconds()),
                        hours(frame.inferenceSeconds() * day),
                        hours(frame.inferenceSeconds() * season),
                        frame.gpu()
                                ? "at most, of %s; part of scoring, measured beside %s"
                                        .formatted(frame.device(), frame.processor())
                                : "part of scoring, measured on %s; no GPU was used".formatted(frame.processor()))));
    }

    private static Row bytes(String resource, double perFrame, double day, double season, String remark) {
        return new Row(resource, bytes(perFrame), gigabytes(perFrame * day), gigabytes(perFrame * season), remark);
    }

    private static String bytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f B", bytes);
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f GB", bytes / GIGA);
    }

    private static String millions(double frames) {
        return String.format(Locale.ROOT, "%.2f M", frames / 1e6);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.4f s", seconds);
    }

    private static String hours(double seconds) {
        return String.format(Locale.ROOT, "%,.1f h", seconds / SECONDS_PER_HOUR);
    }

    /** As Markdown. */
    public String markdown() {
        StringBuilder text =
                new StringBuilder("| resource | per frame | per day | per season | |\n|---|--:|--:|--:|---|\n");
        rows.forEach(row -> text.append("| ")
                .append(String.join(" | ", row.resource(), row.perFrame(), row.perDay(), row.perSeason(), row.remark()))
                .append(" |\n"));
        return text.toString();
    }
}
