package io.nerest.training.evaluation;

import java.util.List;

/**
 * The metrics of a model on a validation set. Groups without labelled objects are omitted.
 *
 * @param all over all objects
 * @param perClass in the order of the class names
 * @param perSize small, medium, large
 * @param perStream in order of first appearance
 * @param bestConfidence confidence of the best mean F1, at which precision and recall are given
 * @param curves precision, recall and F1 by confidence, precision by recall
 * @param confusion confusion of classes
 */
public record DetectionReport(
        GroupMetrics all,
        List<GroupMetrics> perClass,
        List<GroupMetrics> perSize,
        List<GroupMetrics> perStream,
        double bestConfidence,
        MetricCurves curves,
        ConfusionMatrix confusion) {

    public double fitness() {
        return all.fitness();
    }
}
