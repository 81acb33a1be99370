package io.nerest.cli.tune;

/**
 * The range in which a training argument is searched.
 *
 * @param argument name of the argument
 * @param low least value
 * @param high greatest value
 * @param logarithmic whether the values are spread evenly by their logarithm
 */
record SearchRange(String argument, double low, double high, boolean logarithmic) {

    static SearchRange linear(String argument, double low, double high) {
        return new SearchRange(argument, low, high, false);
    }

    static SearchRange logarithmic(String argument, double low, double high) {
        return new SearchRange(argument, low, high, true);
    }

    /** Returns the value at a share of the range, 0 to 1; shares outside are clamped. */
    double at(double share) {
        double clamped = Math.min(1, Math.max(0, share));
        return logarithmic ? low * Math.pow(high / low, clamped) : low + clamped * (high - low);
    }

    /** Returns the share of the range at which a value lies, 0 to 1; values outside are clamped. */
    double shareOf(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.min(1, Math.max(0, share));
    }
}
