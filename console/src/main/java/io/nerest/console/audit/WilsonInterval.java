package io.nerest.console.audit;

/**
 * The interval that contains a proportion with 95 % confidence: E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, Journal of the American Statistical Association 22 (1927).
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record WilsonInterval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /**
     * Returns the interval of the proportion of which a sample was drawn.
     *
     * @param successes 0 to {@code trials}
     * @param trials size of the sample; 0 gives the interval from 0 to 1
     */
    public static WilsonInterval of(int successes, int trials) {
        if (trials == 0) {
            return new WilsonInterval(0, 1);
        }
        double share = successes / (double) trials;
        double z2 = Z * Z;
        double centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
        double half = Z / (1 + z2 / trials) * Math.sqrt(share * (1 - share) / trials + z2 / (4.0 * trials * trials));
        return new WilsonInterval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
