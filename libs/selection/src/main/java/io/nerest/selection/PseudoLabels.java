package io.nerest.selection;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a round's curriculum takes.
 *
 * @param frames the frames that are pseudo-labelled, the surest first
 * @param audited of these, what people see all the same
 * @param percentile the round's percentile, 0 to 100
 * @param thresholds the score that the percentile came to, by class; under {@link #ALL_CLASSES} where classes share one
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
     * A frame and the boxes that are taken as its labels.
     *
     * @param rank from 1
     * @param score the frame's, 0 to 1
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
