package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A ranking by how uncertain the model is of its detections: the more uncertain, the higher the score. */
public sealed interface Uncertainty extends Ranking
        permits BernoulliEntropy, GaussianLowDensity, GaussianNearMu, LeastConfidence, Margin, NormalisedEntropy {

    /**
     * Returns a frame's score.
     *
     * @param boxes at least one
     * @return at least 0
     */
    double score(List<ScoredBox> boxes, Aggregation aggregation);

    @Override
    default StrategyNeeds needs() {
        return StrategyNeeds.DETECTIONS;
    }

    /** The highest possible score; infinite if scores are not bounded. */
    double highest(Aggregation aggregation);

    @Override
    default double key(UUID frameId, List<ScoredBox> boxes, SharedSettings settings, SeededHash randomKeys) {
        if (boxes.isEmpty()) {
            return settings.emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN
                    ? Double.POSITIVE_INFINITY
                    : Double.NEGATIVE_INFINITY;
        }
        return score(boxes, settings.aggregation());
    }

    @Override
    default void select(Candidates candidates, BatchBuilder batch) {
        double[] scores = scores(candidates);
        long[] randomKeys = new long[scores.length];
        double[] keys = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            ScoredFrame frame = candidates.frame(i);
            randomKeys[i] = candidates.randomKeys().of(frame.frameId());
            keys[i] = frame.boxes().isEmpty()
                    ? key(frame.frameId(), frame.boxes(), candidates.settings(), candidates.randomKeys())
                    : scores[i];
        }
        RankedOrder order = new RankedOrder(keys, randomKeys);
        while (!batch.isFull() && order.hasNext()) {
            int index = order.next();
            ScoredFrame frame = candidates.frame(index);
            batch.offer(frame, scores[index], reason(frame, scores[index], candidates.settings()), parts(frame));
        }
    }

    /** Returns a score for each candidate, always finite. Empty frames have the end of the scale at which the policy ranks them. */
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
            return "no detections, which emptyFrames '" + settings.emptyFrames() + "' ranks "
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
