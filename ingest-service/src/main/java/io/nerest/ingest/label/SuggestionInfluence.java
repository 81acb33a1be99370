package io.nerest.ingest.label;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How labels of frames with suggested boxes differ from those of frames that were labelled blind. Frames are blind at random, so
 * a difference is caused by the suggestions.
 *
 * @param blind labels without suggestions on purpose
 * @param assisted labels of frames for which a model's boxes were suggested
 * @param boxesDifference boxes per frame with suggestions minus those without; absent while a group has fewer than two labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuggestionInfluence(
        Group blind, Group assisted, @Nullable Difference boxesDifference) {
    /** Two-sided 95 % quantile of the normal distribution. */
    private static final double QUANTILE = 1.959964;

    private static final int LEAST = 2;

    /**
     * The first labels of frames that were made in one way.
     *
     * @param labels how many
     * @param boxesPerFrame mean; 0 without labels
     * @param emptyShare share of labels without a box, [0, 1]; 0 without labels
     * @param medianActiveSeconds median time that an annotator worked on a frame; 0 without labels
     * @param boxesVariance of the boxes per frame, with n - 1 in the denominator; 0 with fewer than two labels
     */
    public record Group(
            long labels, double boxesPerFrame, double emptyShare, double medianActiveSeconds, double boxesVariance) {
        static final Group NONE = new Group(0, 0, 0, 0, 0);
    }

    /**
     * A difference of means with its 95 % interval from the normal approximation with unequal variances (Welch 1947).
     *
     * @param low lower end of the interval
     * @param high upper end of the interval
     */
    public record Difference(double mean, double low, double high) {}

    static SuggestionInfluence of(Group blind, Group assisted) {
        boolean enough = blind.labels() >= LEAST && assisted.labels() >= LEAST;
        return new SuggestionInfluence(blind, assisted, enough ? difference(blind, assisted) : null);
    }

    private static Difference difference(Group blind, Group assisted) {
        double mean = assisted.boxesPerFrame() - blind.boxesPerFrame();
        double error = Math.sqrt(List.of(blind, assisted).stream()
                .mapToDouble(group -> group.boxesVariance() / group.labels())
                .sum());
        return new Difference(mean, mean - QUANTILE * error, mean + QUANTILE * error);
    }
}
