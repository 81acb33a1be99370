package io.nerest.training.evaluation.coco;

import io.nerest.training.evaluation.coco.CocoMatching.Outcome;
import io.nerest.training.evaluation.coco.CocoMatching.Verdict;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** COCO's average precision of one category in one range of areas, at each IoU threshold. */
final class CocoAveragePrecision {
    private static final int RECALL_POINTS = 101;
    private static final double EPSILON = Math.ulp(1.0);

    private CocoAveragePrecision() {}

    /**
     * Mean precision at 101 recalls from 0 to 1, of each threshold.
     *
     * @param outcomes of every image, in the images' order
     * @return empty if there is no object
     */
    static double[] of(List<Outcome> outcomes) {
        int instances = outcomes.stream().mapToInt(Outcome::instances).sum();
        if (instances == 0) {
            return new double[0];
        }
        double[] scores = outcomes.stream()
                .flatMapToDouble(o -> Arrays.stream(o.scores()))
                .toArray();
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] averagePrecision = new double[CocoMatching.THRESHOLDS];
        for (int t = 0; t < averagePrecision.length; t++) {
            int threshold = t;
            Verdict[] verdicts = outcomes.stream()
                    .flatMap(o -> Arrays.stream(o.verdicts()[threshold]))
                    .toArray(Verdict[]::new);
            averagePrecision[t] = averagePrecision(verdicts, order, instances);
        }
        return averagePrecision;
    }

    private static double averagePrecision(Verdict[] verdicts, int[] order, int instances) {
        double[] recall = new double[order.length];
        double[] precision = new double[order.length];
        int right = 0;
        int wrong = 0;
        for (int i = 0; i < order.length; i++) {
            right += verdicts[order[i]] == Verdict.RIGHT ? 1 : 0;
            wrong += verdicts[order[i]] == Verdict.WRONG ? 1 : 0;
            recall[i] = right / (double) instances;
            precision[i] = right / (right + wrong + EPSILON);
        }
        for (int i = order.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        double sum = 0;
        int next = 0;
        for (int point = 0; point < RECALL_POINTS; point++) {
            double wanted = point * .01;
            while (next < recall.length && recall[next] < wanted) {
                next++;
            }
            sum += next < precision.length ? precision[next] : 0;
        }
        return sum / RECALL_POINTS;
    }
}
