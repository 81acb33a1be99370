package io.nerest.training.evaluation.coco;

import java.util.Comparator;
import java.util.List;

/**
 * One image's objects and detections of one category, matched as COCO does it: each detection in falling order of score
 * is matched with the unmatched object of highest IoU, regular objects before ignored ones; a crowd can be matched any
 * number of times.
 */
final class CocoMatching {
    /** IoU .50 to .95 by .05. */
    static final int THRESHOLDS = 10;

    private final List<CocoDetection> detections;
    private final List<CocoAnnotation> truths;
    private final double[][] ious;

    /** The verdict on each detection at each threshold, within one range of areas. */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(double[] scores, Verdict[][] verdicts, int instances) {}

    enum Verdict {
        RIGHT,
        WRONG,
        IGNORED
    }

    CocoMatching(List<CocoDetection> found, List<CocoAnnotation> truths, int maxDetections) {
        this.detections = found.stream()
                .sorted(Comparator.comparingDouble((CocoDetection d) -> -d.score()))
                .limit(maxDetections)
                .toList();
        this.truths = truths;
        this.ious = new double[detections.size()][truths.size()];
        for (int d = 0; d < ious.length; d++) {
            for (int t = 0; t < truths.size(); t++) {
                CocoAnnotation truth = truths.get(t);
                ious[d][t] = detections.get(d).box().iou(truth.box(), truth.crowd());
            }
        }
    }

    /** Computed in NumPy's steps from .5 to .95, so that boxes exactly at a threshold are rated as by pycocotools. */
    static double threshold(int index) {
        return .5 + index * ((.95 - .5) / (THRESHOLDS - 1));
    }

    Outcome outcome(AreaRange range) {
        boolean[] ignored = new boolean[truths.size()];
        int instances = 0;
        for (int t = 0; t < ignored.length; t++) {
            ignored[t] = truths.get(t).crowd() || !range.holds(truths.get(t).area());
            instances += ignored[t] ? 0 : 1;
        }
        Verdict[][] verdicts = new Verdict[THRESHOLDS][];
        for (int i = 0; i < THRESHOLDS; i++) {
            verdicts[i] = verdicts(threshold(i), ignored, range);
        }
        return new Outcome(detections.stream().mapToDouble(CocoDetection::score).toArray(), verdicts, instances);
    }

    private Verdict[] verdicts(double threshold, boolean[] ignored, AreaRange range) {
        Verdict[] verdicts = new Verdict[detections.size()];
        boolean[] taken = new boolean[truths.size()];
        for (int d = 0; d < verdicts.length; d++) {
            int match = bestFree(ious[d], threshold, ignored, taken, false);
            if (match < 0) {
                match = bestFree(ious[d], threshold, ignored, taken, true);
            }
            if (match >= 0) {
                taken[match] = true;
                verdicts[d] = ignored[match] ? Verdict.IGNORED : Verdict.RIGHT;
            } else {
                verdicts[d] = range.holds(detections.get(d).box().area()) ? Verdict.WRONG : Verdict.IGNORED;
            }
        }
        return verdicts;
    }

    /** The object of highest IoU at or above the threshold, the later one of equals; -1 where there is none. */
    private int bestFree(
            double[] overlaps, double threshold, boolean[] ignored, boolean[] taken, boolean amongIgnored) {
        double best = Math.min(threshold, 1 - 1e-10);
        int match = -1;
        for (int t = 0; t < overlaps.length; t++) {
            boolean free = !taken[t] || truths.get(t).crowd();
            if (ignored[t] == amongIgnored && free && overlaps[t] >= best) {
                best = overlaps[t];
                match = t;
            }
        }
        return match;
    }
}
