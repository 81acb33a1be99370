package io.nerest.deployment.expected;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a season takes, as docs/operate.md says, and the retention of scores, as docs/configuration.md says. */
public final class SeasonCosts {
    private static final String COSTS = SourceTree.text("docs/operate.md");

    private SeasonCosts() {}

    /** Returns the bytes of a season in a row of the table. */
    public static BigDecimal bytes(String row) {
        String gigabytes = group(COSTS, "(?m)^\\| " + Pattern.quote(row) + " \\|[^|]*\\|[^|]*\\| ([\\d,]+) GB \\|");
        return new BigDecimal(gigabytes.replace(",", "")).scaleByPowerOfTen(9);
    }

    /** Returns for how long empty frames are kept in the rows that say that they expire. */
    public static Duration keptEmptyFrames() {
        return Duration.ofDays(Long.parseLong(group(COSTS, "are empty and kept for (\\d+) days")));
    }

    /** Returns the default of the retention of scores. */
    public static String scoresRetention() {
        return group(
                SourceTree.text("docs/configuration.md"),
                "(?m)^\\| `nerest\\.scoring\\.scores\\.retention` \\|[^|]*\\|[^|]*\\| `(\\w+)`");
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no match of " + pattern);
        }
        return matcher.group(1);
    }
}
