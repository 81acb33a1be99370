package io.nerest.arguments;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests a known name for a misspelt one. */
public final class NearestName {
    private NearestName() {}

    /**
     * Returns the known name with the smallest Levenshtein distance, ignoring case; the first in alphabetical order if
     * several are equally near, and none if more than half of the letters differ.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 2));
    }

    /** Returns {@code unknown argument 'epoch': did you mean 'epochs'?}. */
    public static String unknown(String kind, String name, Collection<String> known) {
        String problem = "unknown %s '%s'".formatted(kind, name);
        return to(name, known)
                .map(nearest -> problem + ": did you mean '" + nearest + "'?")
                .orElse(problem);
    }

    /** Returns {@code ; did you mean 'x'? Known are: ...}, to append to an error message. */
    public static String hint(String name, Collection<String> known) {
        return to(name, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(";") + " Known are: " + String.join(", ", known);
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
