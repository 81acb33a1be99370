package io.nerest.cli.parity;

/** The largest of several differences, with its place. */
final class LargestDifference {
    private static final double NEGLIGIBLE = 1e-12;

    private double largest;
    private String where = "";

    /** Adds an absolute difference. */
    void absolute(double actual, double expected, String place) {
        see(Math.abs(actual - expected), place);
    }

    /** Adds a relative difference; expected numbers below 1e-12 count as 1e-12. */
    void relative(double actual, double expected, String place) {
        see(Math.abs(actual - expected) / Math.max(Math.abs(expected), NEGLIGIBLE), place);
    }

    /** Adds the differences of two arrays, relative to the largest expected number. */
    void relativeToLargest(float[] actual, float[] expected, String place) {
        if (actual.length != expected.length) {
            see(Double.NaN, place + " (lengths " + actual.length + " and " + expected.length + ")");
            return;
        }
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        see(difference == 0 ? 0 : difference / scale, place);
    }

    /** Counts one mismatch. */
    void count(String place) {
        largest++;
        where = place;
    }

    Check check(String name, double limit) {
        return new Check(name, largest, limit, where);
    }

    private void see(double difference, String place) {
        if (Double.isNaN(largest)) {
            return;
        }
        if (!(difference <= largest)) {
            largest = difference;
            where = place;
        }
    }

    /** Returns the Euclidean norm, summed in float64. */
    static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
