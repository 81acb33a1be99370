package io.nerest.commandline;

import java.util.Locale;

/** Checks of numbers on a command line. The message gives the option, its value and its range. */
public final class OptionRange {
    private OptionRange() {}

    /**
     * Returns the value if it lies in the range.
     *
     * @param option as the user writes it, such as {@code --rounds} or {@code batch}
     * @throws IllegalArgumentException if not
     */
    public static int whole(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s=%d: must be a whole number from %d to %d".formatted(option, value, least, most));
        }
        return value;
    }

    /**
     * Returns the value if it lies in the range and is a multiple.
     *
     * @throws IllegalArgumentException if not
     */
    public static int multiple(String option, int value, int of, int least, int most) {
        if (value < least || value > most || value % of != 0) {
            throw new IllegalArgumentException(
                    "%s=%d: must be a multiple of %d from %d to %d".formatted(option, value, of, least, most));
        }
        return value;
    }

    /**
     * Returns the value if it lies in the range.
     *
     * @throws IllegalArgumentException if not, or if it is not a number
     */
    public static double number(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s=%s: must be a number from %s to %s".formatted(option, plain(value), plain(least), plain(most)));
        }
        return value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
