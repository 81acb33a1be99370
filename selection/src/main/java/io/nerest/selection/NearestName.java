package io.nerest.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one probably meant. */
public final class NearestName {

    private NearestName() {}

    /** The known name at the least edit distance (Levenshtein); none where even that is further than half its length. */
    public static Optional<String> of(String name, List<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(nearest -> distance(name, nearest) * 2 <= Math.max(nearest.length(), 4));
    }

    /** {@code ; did you mean 'x'? Known are: ...}, to be put behind a complaint. */
    public static String hint(String name, List<String> known) {
        return of(name, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(";") + " Known are: " + String.join(", ", known);
    }

    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
