package io.nerest.cli.parity;

import java.util.Locale;

/**
 * The result of one comparison.
 *
 * @param name of the compared quantity
 * @param largest the largest difference
 * @param limit the largest allowed difference
 * @param where the place of the largest difference, or empty
 */
record Check(String name, double largest, double limit, String where) {

    /** Returns whether the check holds; NaN never does. */
    boolean holds() {
        return largest <= limit;
    }

    /** Returns a line for the console. */
    String line() {
        String place = where.isEmpty() ? "" : "  at " + where;
        return String.format(
                Locale.ROOT,
                "%-4s  %-58s largest %.3g (limit %.3g)%s",
                holds() ? "ok" : "FAIL",
                name,
                largest,
                limit,
                place);
    }
}
