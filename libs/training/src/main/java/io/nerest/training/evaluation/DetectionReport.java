package io.nerest.training.evaluation;

import java.util.List;

/**
 * What a model was found to do on a validation set. Groups without a labelled object are left out: nothing can be said of
 * them.
 *
 * @param all over all objects
 * @param perClass in the order of the class names
 * @param perSize small, medium, large
 * @param perStream in the order in which the streams came
 * @param bestConfidence confidence of the best mean F1, at which precision and recall are given
 * @param curves precision, recall and F1 by confidence, precision by recall
 * @param confusion which classes are taken for which
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
