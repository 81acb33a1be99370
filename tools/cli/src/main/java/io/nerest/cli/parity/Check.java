package io.nerest.cli.parity;

import java.util.Locale;

/**
 * One thing that was compared.
 *
 * @param name what
 * @param worst the largest difference found
 * @param limit the largest that is allowed
 * @param where the place of the largest difference, or empty
 */
record Check(String name, double worst, double limit, String where) {

    /** Whether it holds; a difference that is no number never does. */
    boolean holds() {
        return worst <= limit;
    }

    /** A line for the console. */
    String line() {
        String place = where.isEmpty() ? "" : "  at " + where;
        return String.format(
                Locale.ROOT,
                "%-4s  %-58s worst %.3g (limit %.3g)%s",
                holds() ? "ok" : "FAIL",
                name,
                worst,
                limit,
                place);
    }
}
