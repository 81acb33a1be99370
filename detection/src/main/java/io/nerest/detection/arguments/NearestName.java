package io.nerest.detection.arguments;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a user probably meant: the known name with the fewest letters to change. */
public final class NearestName {
    private NearestName() {}

    /** The known name nearest to the given one by Levenshtein's distance, where at most half of its letters differ. */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 2));
    }

    /** {@code unknown argument 'epoch': did you mean 'epochs'?} */
    public static String unknown(String kind, String name, Collection<String> known) {
        String refusal = "unknown %s '%s'".formatted(kind, name);
        return to(name, known)
                .map(nearest -> refusal + ": did you mean '" + nearest + "'?")
                .orElse(refusal);
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
