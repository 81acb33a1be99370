package io.nerest.experiments.compare;

import java.util.List;

/** Whether models and data set speak of the same things. */
final class ClassNames {
    private ClassNames() {}

    /** Two models can be compared where class 0 of one is class 0 of the other. */
    static void requireSame(String a, List<String> ofA, String b, List<String> ofB) {
        if (!ofA.equals(ofB)) {
            throw new IllegalArgumentException(
                    "the models know different classes, so that their figures would not be of the same things: %s knows %s, %s knows %s"
                            .formatted(a, ofA, b, ofB));
        }
    }

    /** A test set may call the classes by other names, but not have more or fewer. */
    static void requireAsMany(String model, List<String> known, List<String> labelled) {
        if (known.size() != labelled.size()) {
            throw new IllegalArgumentException("%s knows %d classes %s, the data set has %d %s"
                    .formatted(model, known.size(), known, labelled.size(), labelled));
        }
    }
}
