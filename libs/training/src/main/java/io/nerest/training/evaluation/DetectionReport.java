package io.nerest.training.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

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
    /** Group name of the mean over streams. */
    public static final String STREAM_MEAN = "mean of streams";

    /**
     * Returns the mean over the streams with labelled objects, as group {@link #STREAM_MEAN}. Each camera counts the same,
     * while in {@link #all} a camera counts by its objects, so that one easy camera with many of them can dominate the figure.
     * Precision and recall are each camera's at its own best confidence. All zero if no stream has objects.
     */
    public GroupMetrics streamMean() {
        return new GroupMetrics(
                STREAM_MEAN,
                perStream.stream().mapToInt(GroupMetrics::images).sum(),
                perStream.stream().mapToInt(GroupMetrics::instances).sum(),
                mean(GroupMetrics::precision),
                mean(GroupMetrics::recall),
                mean(GroupMetrics::map50),
                mean(GroupMetrics::map50To95));
    }

    private double mean(ToDoubleFunction<GroupMetrics> metric) {
        return perStream.stream().mapToDouble(metric).average().orElse(0);
    }

    public double fitness() {
        return all.fitness();
    }
}
