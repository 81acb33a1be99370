package io.nerest.counting.estimate;

/**
 * A total with its interval.
 *
 * @param value the estimated total
 * @param low lower end of the interval; NaN if there are too few labels for one
 * @param high upper end; NaN as above
 * @param labels draws with a label in the part of the season that is estimated
 */
public record CountEstimate(double value, double low, double high, int labels) {

    public double width() {
        return high - low;
    }

    /** Whether there were enough labels for an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    public boolean covers(double truth) {
        return low <= truth && truth <= high;
    }
}
