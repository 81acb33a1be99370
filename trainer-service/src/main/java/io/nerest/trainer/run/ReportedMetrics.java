package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.trainer.registry.StreamMetrics;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.GroupMetrics;
import java.util.List;

/** Converts a detection report to the metrics of the contracts. */
public final class ReportedMetrics {
    private ReportedMetrics() {}

    /** Returns the metrics over all classes, over all objects and as the mean over streams. */
    public static Metrics of(DetectionReport report) {
        GroupMetrics streams = report.streamMean();
        return new Metrics(
                unit(report.all().map50()),
                unit(report.all().map50To95()),
                unit(report.all().precision()),
                unit(report.all().recall()),
                unit(streams.map50()),
                unit(streams.map50To95()));
    }

    /** Returns the metrics of each stream with labelled objects. */
    static List<StreamMetrics> byStream(DetectionReport report) {
        return report.perStream().stream()
                .map(stream -> new StreamMetrics(
                        stream.group(),
                        stream.images(),
                        stream.instances(),
                        unit(stream.map50()),
                        unit(stream.map50To95()),
                        unit(stream.precision()),
                        unit(stream.recall())))
                .toList();
    }

    /** Clamps rounding errors to [0, 1]; a validation set without objects gives NaN, reported as 0. */
    private static double unit(double value) {
        return Double.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
    }
}
