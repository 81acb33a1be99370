package io.nerest.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of boxes by class: the more difficult the class, the higher, after PPAL's difficulty-calibrated uncertainty
 * (Yang et al., arXiv 2211.11612, section 3.2): {@code w_c = 1 + alpha * log(1 + gamma d_c) / max_k log(1 + gamma d_k)},
 * {@code gamma = e^(1 / alpha) - 1}, {@code alpha = 0.3}. PPAL takes a class's difficulty {@code d_c} from training
 * losses; here it is the mean entropy of the class's boxes in the pool, in bits, since the selector has detections, not
 * losses. A frame's score is the sum of its boxes' weighted entropies.
 */
final class ClassWeights {

    private static final double ALPHA = 0.3;
    private static final double GAMMA = Math.exp(1 / ALPHA) - 1;

    private final Map<Integer, Double> weights;

    private ClassWeights(Map<Integer, Double> weights) {
        this.weights = weights;
    }

    static ClassWeights of(Candidates candidates) {
        Map<Integer, List<Double>> bits = new TreeMap<>();
        candidates.frames().stream()
                .flatMap(frame -> frame.boxes().stream())
                .forEach(box -> bits.computeIfAbsent(box.classId(), id -> new ArrayList<>())
                        .add(BernoulliEntropy.bits(box.confidence())));
        Map<Integer, Double> hardness = new TreeMap<>();
        // Sorted before they are summed: a sum of doubles depends on its order, and a selection must not depend on it.
        bits.forEach((id, all) -> hardness.put(
                id,
                Math.log1p(GAMMA
                        * all.stream()
                                .sorted()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0))));
        double most = hardness.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        Map<Integer, Double> weights = new TreeMap<>();
        hardness.forEach((id, hard) -> weights.put(id, most > 0 ? 1 + ALPHA * hard / most : 1));
        return new ClassWeights(weights);
    }

    double of(int classId) {
        return weights.getOrDefault(classId, 1.0);
    }

    double[] scores(Candidates candidates) {
        double[] scores = new double[candidates.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = candidates.frame(i).boxes().stream()
                    .mapToDouble(box -> of(box.classId()) * BernoulliEntropy.bits(box.confidence()))
                    .sum();
        }
        if (candidates.settings().emptyFrames().policy() == EmptyFrames.Policy.UNCERTAIN) {
            for (int i = 0; i < scores.length; i++) {
                // Ranked before all others; a sum has no upper bound.
                scores[i] = candidates.frame(i).boxes().isEmpty() ? Double.MAX_VALUE : scores[i];
            }
        }
        return scores;
    }
}
