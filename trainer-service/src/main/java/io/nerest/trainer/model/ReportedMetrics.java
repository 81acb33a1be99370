package io.nerest.trainer.model;

import io.nerest.contracts.Metrics;
import io.nerest.training.evaluation.DetectionReport;

/** A detection report in the words of the contracts. */
public final class ReportedMetrics {
    private ReportedMetrics() {}

    public static Metrics of(DetectionReport report) {
        return new Metrics(
                share(report.all().map50()),
                share(report.all().map50To95()),
                share(report.all().precision()),
                share(report.all().recall()));
    }

    /** Rounding may leave a hair beyond [0, 1]; a set without objects gives no number at all. */
    private static double share(double value) {
        return Double.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
    }
}
