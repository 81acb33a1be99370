package io.nerest.vision.metric;

/** The F1 score (C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979). */
public final class F1 {
    private F1() {}

    /**
     * Returns the harmonic mean of precision and recall, {@code 2 P R / (P + R)}; 0 if both are 0.
     *
     * @param precision in [0, 1]
     * @param recall in [0, 1]
     */
    public static double of(double precision, double recall) {
        double sum = precision + recall;
        return sum > 0 ? 2 * precision * recall / sum : 0;
    }
}
