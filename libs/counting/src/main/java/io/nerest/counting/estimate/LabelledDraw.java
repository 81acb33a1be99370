package io.nerest.counting.estimate;

/**
 * A unit that was drawn and counted by a person. A unit that is drawn twice is labelled once and stands here twice.
 *
 * @param unit index of the unit in its season
 * @param probability with which a single draw gave this unit, in (0, 1]
 * @param count by a person, at least 0
 */
public record LabelledDraw(int unit, double probability, double count) {

    /** @throws IllegalArgumentException if a number is out of range */
    public LabelledDraw {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "a draw has the probability " + probability + ", which must lie in (0, 1]");
        }
        if (!(count >= 0 && count < 1e9)) {
            throw new IllegalArgumentException("a label counts " + count + "; it must be at least 0");
        }
    }
}
