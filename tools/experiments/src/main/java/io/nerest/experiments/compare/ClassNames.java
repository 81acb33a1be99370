package io.nerest.experiments.compare;

import java.util.List;

/** Checks that models and data set have the same classes. */
final class ClassNames {
    private ClassNames() {}

    /** Requires two models to have the same classes in the same order. */
    static void requireSame(String a, List<String> ofA, String b, List<String> ofB) {
        if (!ofA.equals(ofB)) {
            throw new IllegalArgumentException(
                    "the models have different classes and cannot be compared: %s has %s, %s has %s"
                            .formatted(a, ofA, b, ofB));
        }
    }

    /** Requires the test set to have as many classes; their names may differ. */
    static void requireAsMany(String model, List<String> known, List<String> labelled) {
        if (known.size() != labelled.size()) {
            throw new IllegalArgumentException("%s has %d classes %s, the data set has %d %s"
                    .formatted(model, known.size(), known, labelled.size(), labelled));
        }
    }
}
