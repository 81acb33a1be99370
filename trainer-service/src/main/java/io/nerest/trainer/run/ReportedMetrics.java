package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.training.evaluation.DetectionReport;

/** Converts a detection report to the metrics of the contracts. */
public final class ReportedMetrics {
    private ReportedMetrics() {}

    /** Returns the metrics over all classes. */
    public static Metrics of(DetectionReport report) {
        return new Metrics(
                unit(report.all().map50()),
                unit(report.all().map50To95()),
                unit(report.all().precision()),
                unit(report.all().recall()));
    }

    /** Clamps rounding errors to [0, 1]; a validation set without objects gives NaN, reported as 0. */
    private static double unit(double value) {
        return Double.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
    }
}
