package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A strategy that ranks each frame by itself: the less sure the model is of its boxes, the higher the score. */
public sealed interface Uncertainty extends Ranking permits BernoulliEntropy, GaussianDensity, LeastConfidence, Margin {

    /**
     * A frame's score.
     *
     * @param boxes at least one
     * @return at least 0
     */
    double score(List<ScoredBox> boxes, Aggregation aggregation);

    /** The highest score there is; infinite where there is none. */
    double highest(Aggregation aggregation);

    @Override
    default double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash lots) {
        if (boxes.isEmpty()) {
            return settings.emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN
                    ? Double.POSITIVE_INFINITY
                    : Double.NEGATIVE_INFINITY;
        }
        return score(boxes, settings.aggregation());
    }

    @Override
    default void choose(Candidates candidates, Basket basket) {
        double[] scores = scores(candidates);
        long[] lots = new long[scores.length];
        double[] keys = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            ScoredFrame frame = candidates.frame(i);
            lots[i] = candidates.lots().of(frame.frameId());
            keys[i] = frame.boxes().isEmpty()
                    ? key(frame.frameId(), frame.boxes(), candidates.settings(), candidates.lots())
                    : scores[i];
        }
        RankedOrder order = new RankedOrder(keys, lots);
        while (!basket.isFull() && order.hasNext()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            basket.offer(frame, scores[index], reason(frame, scores[index], candidates.settings()), parts(frame));
        }
    }

    /** A score for each candidate, always finite: empty frames bear the end of the scale that the policy puts them at. */
    default double[] scores(Candidates candidates) {
        SharedSettings settings = candidates.settings();
        double[] scores = new double[candidates.size()];
        double most = 0;
        for (int i = 0; i < scores.length; i++) {
            List<ScoredBox> boxes = candidates.frame(i).boxes();
            if (!boxes.isEmpty()) {
                scores[i] = score(boxes, settings.aggregation());
                most = Math.max(most, scores[i]);
            }
        }
        if (settings.emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN) {
            double highest = highest(settings.aggregation());
            for (int i = 0; i < scores.length; i++) {
                if (candidates.frame(i).boxes().isEmpty()) {
                    scores[i] = Double.isInfinite(highest) ? most : highest;
                }
            }
        }
        return scores;
    }

    private String reason(ScoredFrame frame, double score, SharedSettings settings) {
        if (frame.boxes().isEmpty()) {
            return "the model sees nothing, which the policy '" + settings.emptyFrames() + "' ranks "
                    + (settings.emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN ? "first" : "last");
        }
        return String.format(
                Locale.ROOT,
                "%s %.4f, %s over %d %s",
                name(),
                score,
                settings.aggregation(),
                frame.boxes().size(),
                frame.boxes().size() == 1 ? "box" : "boxes");
    }

    private static Map<String, Double> parts(ScoredFrame frame) {
        if (frame.boxes().isEmpty()) {
            return Map.of("boxes", 0.0);
        }
        return Map.of(
                "boxes",
                (double) frame.boxes().size(),
                "highestConfidence",
                frame.boxes().stream().mapToDouble(ScoredBox::confidence).max().orElseThrow(),
                "lowestConfidence",
                frame.boxes().stream().mapToDouble(ScoredBox::confidence).min().orElseThrow());
    }
}
