package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The pseudo-labels of a round.
 *
 * @param frames the pseudo-labelled frames, the most confident first
 * @param audited those of them that annotators label too
 * @param percentile the round's percentile, in [0, 100]
 * @param thresholds the score at the percentile, by class; under {@link #ALL_CLASSES} if classes share one
 */
public record PseudoLabels(
        List<PseudoLabelled> frames, List<UUID> audited, double percentile, Map<Integer, Double> thresholds) {

    public static final int ALL_CLASSES = -1;

    public PseudoLabels {
        frames = List.copyOf(frames);
        audited = List.copyOf(audited);
        thresholds = Map.copyOf(thresholds);
    }

    /**
     * A pseudo-labelled frame.
     *
     * @param rank from 1
     * @param score the frame's, in [0, 1]
     * @param reason one sentence
     * @param boxes its pseudo-labels, at least one
     * @param ignored boxes that are neither labels nor background
     */
    public record PseudoLabelled(
            UUID frameId, int rank, double score, String reason, List<ScoredBox> boxes, List<ScoredBox> ignored) {

        public PseudoLabelled {
            boxes = List.copyOf(boxes);
            ignored = List.copyOf(ignored);
        }
    }
}
