package io.nerest.cli.parity;

/** Keeps the largest of the differences it is shown, and where it was. */
final class Worst {
    private static final double NEGLIGIBLE = 1e-12;

    private double worst;
    private String where = "";

    /** The difference of two numbers. */
    void absolute(double actual, double expected, String place) {
        see(Math.abs(actual - expected), place);
    }

    /** The difference as a share of the expected number; what is below 1e-12 counts as 1e-12, since it is rounding. */
    void relative(double actual, double expected, String place) {
        see(Math.abs(actual - expected) / Math.max(Math.abs(expected), NEGLIGIBLE), place);
    }

    /** Differences of two arrays as shares of the largest expected number. */
    void relativeToLargest(float[] actual, float[] expected, String place) {
        if (actual.length != expected.length) {
            see(Double.NaN, place + " (lengths " + actual.length + " and " + expected.length + ")");
            return;
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        see(difference == 0 ? 0 : difference / largest, place);
    }

    /** Counts one thing that should not be. */
    void count(String place) {
        worst++;
        where = place;
    }

    Check check(String name, double limit) {
        return new Check(name, worst, limit, where);
    }

    private void see(double difference, String place) {
        if (Double.isNaN(worst)) {
            return;
        }
        if (!(difference <= worst)) {
            worst = difference;
            where = place;
        }
    }

    /** Euclidean norm, summed in float64. */
    static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
