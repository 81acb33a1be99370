package io.nerest.selection;

import io.nerest.arguments.NearestName;
import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which easy frames teach the next model by the model's own boxes: Curriculum Labeling (Cascante-Bonilla et al., AAAI
 * 2021, arXiv 2001.06001). Round 0 is supervised; in round {@code i} the frames whose score is at or above a percentile
 * of the pool's scores are pseudo-labelled, and the percentile falls round by round.
 *
 * @param percentiles by round from round 1, each 0 to 100, never rising; the last holds for all further rounds
 * @param score how a frame's boxes become its score
 * @param mode what happens to pseudo-labels of earlier rounds
 * @param maxPerRound most frames a round, 0 for no limit
 * @param growth factor of that limit from one round to the next, at least 1
 * @param boxThreshold boxes at or above this confidence become pseudo-labels, 0 to 1
 * @param ignoreThreshold boxes from here to {@code boxThreshold} become regions that training ignores, so that a fish
 *     the model half sees does not train as background; equal to {@code boxThreshold} for none
 * @param byClass whether each class has a percentile of its own, so that easy classes do not crowd out hard ones
 * @param auditShare the part of the pseudo-labelled frames that people see all the same, drawn at random, 0 to 1
 */
public record Curriculum(
        List<Double> percentiles,
        FrameScore score,
        Mode mode,
        int maxPerRound,
        double growth,
        double boxThreshold,
        double ignoreThreshold,
        boolean byClass,
        double auditShare) {

    /** 100 times 1.15 is 114.99999999999999 to a computer, and is to be 115 frames. */
    private static final double LAST_BITS = 1e-6;

    /** How the confidences of a frame's boxes become its score. */
    public enum FrameScore {
        MIN,
        MEAN,
        MAX;

        /** Reads {@code min}, {@code mean} or {@code max}. */
        public static FrameScore parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "min" -> MIN;
                case "mean" -> MEAN;
                case "max" -> MAX;
                default ->
                    throw new InvalidSelectionException("curriculum: score '" + text + "' is not known"
                            + NearestName.hint(text, List.of("min", "mean", "max")));
            };
        }

        double of(List<ScoredBox> boxes) {
            var confidences = boxes.stream().mapToDouble(ScoredBox::confidence);
            return switch (this) {
                case MIN -> confidences.min().orElseThrow();
                case MEAN -> confidences.average().orElseThrow();
                case MAX -> confidences.max().orElseThrow();
            };
        }
    }

    /** What happens to pseudo-labels of earlier rounds. */
    public enum Mode {
        /** The paper: they are forgotten, the newest model labels the pool anew. */
        RELABEL,
        /** They are kept, and the round adds to them. */
        ACCUMULATE;

        /** Reads {@code relabel} or {@code accumulate}. */
        public static Mode parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "relabel" -> RELABEL;
                case "accumulate" -> ACCUMULATE;
                default ->
                    throw new InvalidSelectionException("curriculum: mode '" + text + "' is not known"
                            + NearestName.hint(text, List.of("relabel", "accumulate")));
            };
        }
    }

    public Curriculum {
        percentiles = List.copyOf(percentiles);
        if (percentiles.isEmpty()) {
            throw new InvalidSelectionException("curriculum: at least one percentile is needed");
        }
        double above = 100;
        for (double percentile : percentiles) {
            if (!(percentile >= 0 && percentile <= 100)) {
                throw new InvalidSelectionException("curriculum: percentile " + percentile + " must lie in [0, 100]");
            }
            if (percentile > above) {
                throw new InvalidSelectionException("curriculum: percentiles must not rise, but " + percentile
                        + " follows " + above + "; each round is to take more frames than the one before");
            }
            above = percentile;
        }
        if (maxPerRound < 0) {
            throw new InvalidSelectionException(
                    "curriculum: maxPerRound is " + maxPerRound + ", but must be 0 or more");
        }
        if (!(growth >= 1 && growth <= 1000)) {
            throw new InvalidSelectionException("curriculum: growth " + growth + " must lie in [1, 1000]");
        }
        requireShare("boxThreshold", boxThreshold);
        requireShare("ignoreThreshold", ignoreThreshold);
        requireShare("auditShare", auditShare);
        if (ignoreThreshold > boxThreshold) {
            throw new InvalidSelectionException("curriculum: ignoreThreshold " + ignoreThreshold
                    + " must not be above boxThreshold " + boxThreshold);
        }
    }

    /** The percentiles {@code start}, {@code start - step}, ..., 0; with step 0, {@code start} in all rounds. */
    public static List<Double> schedule(double start, double step) {
        if (!(start >= 0 && start <= 100)) {
            throw new InvalidSelectionException("curriculum: start " + start + " must lie in [0, 100]");
        }
        if (!(step >= 0 && step <= 100)) {
            throw new InvalidSelectionException(
                    "curriculum: step " + step + " must lie in [0, 100]; the percentile falls by it each round");
        }
        if (step == 0) {
            return List.of(start);
        }
        if (step < 0.01) {
            throw new InvalidSelectionException("curriculum: step " + step + " is less than 0.01 and not 0");
        }
        int rounds = (int) Math.ceil(start / step) + 1;
        return IntStream.range(0, rounds)
                .mapToObj(i -> Math.max(0, start - step * i))
                .toList();
    }

    /**
     * The percentile of a round, counting from 1.
     *
     * @throws InvalidSelectionException for round 0, which is supervised
     */
    public double percentile(int round) {
        requireAfterFirst(round);
        return percentiles.get(Math.min(round, percentiles.size()) - 1);
    }

    /**
     * The most frames of a round, counting from 1.
     *
     * @throws InvalidSelectionException for round 0, which is supervised
     */
    public int limit(int round) {
        requireAfterFirst(round);
        return maxPerRound == 0
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Math.floor(maxPerRound * Math.pow(growth, round - 1) + LAST_BITS));
    }

    private static void requireAfterFirst(int round) {
        if (round < 1) {
            throw new InvalidSelectionException("round " + round + " has no curriculum: round 0 is supervised");
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidSelectionException("curriculum: " + name + " " + value + " must lie in [0, 1]");
        }
    }
}
