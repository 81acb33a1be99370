package io.nerest.training.validation;

import io.nerest.training.evaluation.DetectionReport;

/**
 * The result of a validation pass.
 *
 * @param report the metrics
 * @param waitMillis milliseconds per image spent waiting for batches
 * @param inferenceMillis milliseconds per image in the network
 * @param suppressionMillis milliseconds per image in suppression, matching and the sinks
 */
public record ValidationResult(
        DetectionReport report, double waitMillis, double inferenceMillis, double suppressionMillis) {}
