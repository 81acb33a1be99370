package io.nerest.selection;

import io.nerest.selection.PseudoLabels.PseudoLabelled;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Selects the frames that a round pseudo-labels. A pure function that does not depend on the order of the pool. */
public final class CurriculumSelection {

    /** Independent random keys for the audit. */
    private static final int AUDIT_KEYS = 2;

    private CurriculumSelection() {}

    /**
     * Selects the frames at or above the round's percentile.
     *
     * <p>Frames without boxes have no score and are never selected: they may be easy or missed. Nor are frames none of whose
     * boxes reaches the box threshold.
     *
     * @param round from 1
     * @param minConfidence boxes of lower confidence are ignored, in [0, 1]
     * @param pool frames without a human label that the round does not select for annotators
     * @throws InvalidSelectionException for round 0, which is supervised, and if {@code minConfidence} is out of range
     */
    public static PseudoLabels select(
            Curriculum curriculum, int round, double minConfidence, List<ScoredFrame> pool, long seed) {
        double percentile = curriculum.percentile(round);
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            throw new InvalidSelectionException(
                    "setting 'minConfidence' is " + minConfidence + ", but must be in [0, 1]");
        }
        List<Scored> scored = new ArrayList<>();
        Map<Integer, List<Double>> scoresByClass = new TreeMap<>();
        for (ScoredFrame frame : pool) {
            ScoredFrame clean = frame.withBoxesFrom(minConfidence);
            if (clean.boxes().isEmpty()) {
                continue;
            }
            double score = curriculum.score().of(clean.boxes());
            int group = curriculum.byClass() ? DominantClass.of(clean) : PseudoLabels.ALL_CLASSES;
            scored.add(new Scored(clean, score, group));
            scoresByClass.computeIfAbsent(group, id -> new ArrayList<>()).add(score);
        }
        Map<Integer, Double> thresholds = new TreeMap<>();
        scoresByClass.forEach((group, scores) -> thresholds.put(group, percentile(scores, percentile)));
        List<PseudoLabelled> taken = take(curriculum, round, scored, thresholds, new SeededHash(seed));
        return new PseudoLabels(taken, audit(curriculum, taken, new SeededHash(seed)), percentile, thresholds);
    }

    private record Scored(ScoredFrame frame, double score, int group) {}

    private static List<PseudoLabelled> take(
            Curriculum curriculum,
            int round,
            List<Scored> scored,
            Map<Integer, Double> thresholds,
            SeededHash randomKeys) {
        RankedOrder order = new RankedOrder(
                scored.stream().mapToDouble(Scored::score).toArray(),
                scored.stream()
                        .mapToLong(one -> randomKeys.of(one.frame().frameId()))
                        .toArray());
        int limit = curriculum.limit(round);
        List<PseudoLabelled> taken = new ArrayList<>();
        while (order.hasNext() && taken.size() < limit) {
            Scored next = scored.get(order.next());
            double threshold = thresholds.getOrDefault(next.group(), Double.POSITIVE_INFINITY);
            List<ScoredBox> labels = next.frame().boxes().stream()
                    .filter(box -> box.confidence() >= curriculum.boxThreshold())
                    .toList();
            if (next.score() < threshold || labels.isEmpty()) {
                continue;
            }
            List<ScoredBox> ignored = next.frame().boxes().stream()
                    .filter(box -> box.confidence() < curriculum.boxThreshold()
                            && box.confidence() >= curriculum.ignoreThreshold())
                    .toList();
            taken.add(new PseudoLabelled(
                    next.frame().frameId(),
                    taken.size() + 1,
                    next.score(),
                    reason(curriculum, round, next.score(), threshold),
                    labels,
                    ignored));
        }
        return taken;
    }

    private static String reason(Curriculum curriculum, int round, double score, double threshold) {
        return String.format(
                Locale.ROOT,
                "%s confidence %.4f is at or above %.4f, percentile %s of the pool in round %d",
                curriculum.score().name().toLowerCase(Locale.ROOT),
                score,
                threshold,
                curriculum.percentile(round),
                round);
    }

    private static List<UUID> audit(Curriculum curriculum, List<PseudoLabelled> taken, SeededHash seeds) {
        SeededHash randomKeys = seeds.split(AUDIT_KEYS);
        int size = (int) Math.round(taken.size() * curriculum.auditShare());
        return taken.stream()
                .map(PseudoLabelled::frameId)
                .sorted((a, b) -> Long.compare(randomKeys.of(a), randomKeys.of(b)))
                .limit(size)
                .toList();
    }

    /** Returns a percentile by linear interpolation between order statistics, NumPy's default. */
    static double percentile(List<Double> values, double percentile) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (Arrays.stream(sorted).anyMatch(Double::isNaN)) {
            throw new InvalidSelectionException("a score is NaN");
        }
        // Divided last: 55 / 100 * 20 is 11.000000000000002, a threshold above the score at position 11.
        double position = percentile * (sorted.length - 1) / 100;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
