package io.nerest.selection.round;

import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Curriculum;
import io.nerest.selection.InvalidSelectionException;
import java.util.Optional;

/**
 * The settings of a campaign that decide its rounds.
 *
 * @param strategy selects the frames for annotators from round 1 on
 * @param initial frames drawn at random for annotators in round 0, at least 0
 * @param batchSize frames for annotators in every later round, at least 0
 * @param sampleSize frames of the pool that a round scores and selects from; 0 for the whole pool
 * @param curriculum how frames are pseudo-labelled from round 1 on; empty for no pseudo-labels
 * @param ownLabels whether only frames that the campaign selected itself count as labelled. Frames that were labelled for
 *     another reason then stay selectable, but are never pseudo-labelled
 * @param seed of everything drawn at random
 */
public record RoundSettings(
        ConfiguredStrategy strategy,
        int initial,
        int batchSize,
        int sampleSize,
        Optional<Curriculum> curriculum,
        boolean ownLabels,
        long seed) {

    public RoundSettings {
        requireNotNegative("initial", initial);
        requireNotNegative("batchSize", batchSize);
        requireNotNegative("sampleSize", sampleSize);
        if (sampleSize > 0 && sampleSize < batchSize) {
            throw new InvalidSelectionException("setting 'sampleSize' is " + sampleSize
                    + ", but must be at least the batchSize of " + batchSize + ", or 0 for the whole pool");
        }
    }

    private static void requireNotNegative(String name, int value) {
        if (value < 0) {
            throw new InvalidSelectionException("setting '" + name + "' is " + value + ", but must be at least 0");
        }
    }
}
