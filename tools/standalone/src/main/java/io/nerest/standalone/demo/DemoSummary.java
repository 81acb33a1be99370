package io.nerest.standalone.demo;

import java.util.Locale;

/** The summary that a demo prints at its end. */
final class DemoSummary {
    private DemoSummary() {}

    /** Returns a table of the rounds, the counts of frames, the speed of scoring and the memory use. */
    static String of(DemoReport report) {
        StringBuilder text = new StringBuilder(String.format(
                "%n%5s %7s %7s %15s %9s %10s %7s %7s %9s  %s%n",
                "round",
                "labels",
                "mAP50",
                "mean of streams",
                "mAP50-95",
                "precision",
                "recall",
                "F1",
                "seconds",
                "model"));
        for (DemoRound round : report.rounds()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5d %7d %7.3f %15.3f %9.3f %10.3f %7.3f %7.3f %9.0f  %s%n",
                    round.round(),
                    round.labels(),
                    round.map50(),
                    round.streamMap50(),
                    round.map5095(),
                    round.precision(),
                    round.recall(),
                    round.f1(),
                    round.seconds(),
                    round.modelStatus().toLowerCase(Locale.ROOT)));
        }
        Reconciliation counts = report.reconciliation();
        text.append(String.format(
                Locale.ROOT,
                "%nuploaded %d = registered %d + duplicates %d + rejected %d; scored %d; scored twice %d%n",
                counts.uploaded(),
                counts.registered(),
                counts.duplicates(),
                counts.rejected(),
                counts.scored(),
                counts.scoredTwice()));
        text.append(String.format(
                Locale.ROOT,
                "scoring %.1f frames/s, %.0f %% of the network alone (%.1f); upload to detections %.1f ms (%.2f inferences)%n",
                report.scoring().pipelineFramesPerSecond(),
                report.scoring().share() * 100,
                report.scoring().networkFramesPerSecond(),
                report.latency().medianMillis(),
                report.latency().inferences()));
        long peak = report.memory().peakBytesTotal();
        text.append(String.format(Locale.ROOT, "%.0f s", report.seconds()))
                .append(peak == 0 ? "" : String.format(Locale.ROOT, ", peak memory %.2f GB", peak / 1e9))
                .append(String.format("%n"));
        if (!counts.consistent()) {
            text.append("FRAMES ARE MISSING OR WERE PROCESSED TWICE:\n");
            counts.discrepancies()
                    .forEach(
                            discrepancy -> text.append("  ").append(discrepancy).append('\n'));
        }
        return text.toString();
    }
}
