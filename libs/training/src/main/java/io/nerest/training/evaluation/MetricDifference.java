package io.nerest.training.evaluation;

/**
 * A metric of two models.
 *
 * @param metric {@code mAP50}, {@code mAP50-95}, {@code precision}, {@code recall}, {@code F1}
 * @param a of the first model
 * @param b of the second
 * @param difference {@code b - a}
 * @param low lower end of the 95 % interval of the difference
 * @param high its upper end
 * @param betterShare share of the bootstrap samples on which the second model is better, ties counted half, 0 to 1
 */
public record MetricDifference(
        String metric, double a, double b, double difference, double low, double high, double betterShare) {

    /** Whether the interval excludes zero. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }

    /** Whether the second model is worse by more than the interval allows for chance. */
    public boolean isClearlyWorse() {
        return high < 0;
    }
}
