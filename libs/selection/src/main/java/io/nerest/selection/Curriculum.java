package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How confident frames are pseudo-labelled with the model's own boxes: Curriculum Labeling (Cascante-Bonilla et al., AAAI
 * 2021, arXiv 2001.06001). Round 0 is supervised. In round {@code i} the frames whose score is at or above a percentile of
 * the sample's scores are pseudo-labelled, and the percentile falls round by round.
 *
 * @param percentiles by round from round 1, each in [0, 100], never rising; the last holds for all further rounds
 * @param score how a frame's confidences become its score
 * @param mode treatment of pseudo-labels of earlier rounds
 * @param maxPerRound most frames in round 1, 0 for no limit
 * @param growth factor of that limit from round to round, in [1, 1000]
 * @param boxThreshold least confidence of a box that becomes a label, in [0, 1]
 * @param ignoreThreshold boxes from this confidence up to {@code boxThreshold} become ignore regions, so that an uncertain
 *     fish is not trained as background; equal to {@code boxThreshold} for none
 * @param byClass whether each class has its own percentile, so that easy classes do not displace difficult ones
 * @param auditShare part of the pseudo-labelled frames that annotators label too, drawn at random, in [0, 1]
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

    static final Setting<Boolean> ENABLED =
            Setting.flag("enabled", true, "whether confident frames are pseudo-labelled");
    static final Setting<Double> START = Setting.number("start", 0, 100, 80, "percentile of round 1");
    static final Setting<Double> STEP =
            Setting.number("step", 0, 100, 20, "how far the percentile falls from round to round");
    static final Setting<List<Double>> PERCENTILES =
            Setting.numbers("percentiles", 0, 100, "percentiles by round instead of start and step, never rising");
    static final Setting<FrameScore> SCORE =
            Setting.choice("score", FrameScore.class, FrameScore.MIN, "how a frame's confidences become its score");
    static final Setting<Mode> MODE = Setting.choice(
            "mode", Mode.class, Mode.RELABEL, "relabel replaces earlier pseudo-labels, accumulate adds to them");
    static final Setting<Integer> MAX_PER_ROUND = Setting.integer(
            "maxPerRound", 0, Integer.MAX_VALUE, 200, "most pseudo-labelled frames in round 1; 0 for no limit");
    static final Setting<Double> GROWTH =
            Setting.number("growth", 1, 1000, 1.1, "factor of maxPerRound from round to round");
    static final Setting<Double> BOX_THRESHOLD =
            Setting.number("boxThreshold", 0, 1, 0.3, "least confidence of a box that becomes a label");
    static final Setting<Double> IGNORE_THRESHOLD = Setting.number(
            "ignoreThreshold",
            0,
            1,
            0.3,
            "least confidence of a box that becomes an ignore region; boxThreshold, also by default, makes none");
    static final Setting<Boolean> BY_CLASS = Setting.flag("byClass", false, "a percentile for each class");
    static final Setting<Double> AUDIT_SHARE =
            Setting.number("auditShare", 0, 1, 0, "part of the pseudo-labelled frames that annotators label too");

    /** 100 * 1.15 is 114.99999999999999 in floating point and must give 115 frames. */
    private static final double ROUNDING_ERROR = 1e-6;

    /** How the confidences of a frame's boxes become its score. */
    public enum FrameScore {
        MIN,
        MEAN,
        MAX;

        double of(List<ScoredBox> boxes) {
            var confidences = boxes.stream().mapToDouble(ScoredBox::confidence);
            return switch (this) {
                case MIN -> confidences.min().orElseThrow();
                case MEAN -> confidences.average().orElseThrow();
                case MAX -> confidences.max().orElseThrow();
            };
        }
    }

    /** Treatment of pseudo-labels of earlier rounds. */
    public enum Mode {
        /** As in the paper: they are dropped, and the newest model labels the pool again. */
        RELABEL,
        /** They are kept, and the round adds to them. */
        ACCUMULATE
    }

    public Curriculum {
        percentiles = List.copyOf(percentiles);
        if (percentiles.isEmpty()) {
            throw new InvalidSelectionException("setting 'percentiles' is empty; give at least one percentile");
        }
        PERCENTILES.check(percentiles);
        for (int i = 1; i < percentiles.size(); i++) {
            if (percentiles.get(i) > percentiles.get(i - 1)) {
                throw new InvalidSelectionException("setting 'percentiles' is " + percentiles
                        + ", but must not rise: each round takes more frames than the round before");
            }
        }
        MAX_PER_ROUND.check(maxPerRound);
        GROWTH.check(growth);
        BOX_THRESHOLD.check(boxThreshold);
        IGNORE_THRESHOLD.check(ignoreThreshold);
        AUDIT_SHARE.check(auditShare);
        if (ignoreThreshold > boxThreshold) {
            throw new InvalidSelectionException("setting 'ignoreThreshold' is " + ignoreThreshold
                    + ", but must not be above the boxThreshold of " + boxThreshold);
        }
    }

    /** Returns the percentiles {@code start}, {@code start - step}, ..., 0; with step 0, {@code start} in all rounds. */
    public static List<Double> schedule(double start, double step) {
        START.check(start);
        STEP.check(step);
        if (step == 0) {
            return List.of(start);
        }
        if (step < 0.01) {
            throw new InvalidSelectionException("setting 'step' is " + step + ", but must be 0 or at least 0.01");
        }
        int rounds = (int) Math.ceil(start / step) + 1;
        return IntStream.range(0, rounds)
                .mapToObj(i -> Math.max(0, start - step * i))
                .toList();
    }

    /**
     * Returns the percentile of a round, counting from 1.
     *
     * @throws InvalidSelectionException for round 0, which is supervised
     */
    public double percentile(int round) {
        requireAfterFirst(round);
        return percentiles.get(Math.min(round, percentiles.size()) - 1);
    }

    /**
     * Returns the most frames that a round pseudo-labels, counting from 1.
     *
     * @throws InvalidSelectionException for round 0, which is supervised
     */
    public int limit(int round) {
        requireAfterFirst(round);
        return maxPerRound == 0
                ? Integer.MAX_VALUE
                : (int) Math.min(
                        Integer.MAX_VALUE, Math.floor(maxPerRound * Math.pow(growth, round - 1) + ROUNDING_ERROR));
    }

    private static void requireAfterFirst(int round) {
        if (round < 1) {
            throw new InvalidSelectionException("round " + round + " has no curriculum: round 0 is supervised");
        }
    }
}
