package io.nerest.selection;

import java.util.List;

/**
 * The frames that a strategy may select. None is labelled, none occurs twice, and boxes below the least confidence are
 * removed. Frames without boxes are among them only if the policy for empty frames ranks them.
 *
 * @param frames in any order
 * @param neighbours all frames without a label, also those without boxes, for strategies that compare frames in time
 * @param labelled frames that the batch should differ from
 * @param randomKeys break ties
 */
public record Candidates(
        List<ScoredFrame> frames,
        List<ScoredFrame> neighbours,
        List<LabelledFrame> labelled,
        SharedSettings settings,
        SeededHash randomKeys) {

    /** Candidates that are all frames without a label. */
    Candidates(List<ScoredFrame> frames, List<LabelledFrame> labelled, SharedSettings settings, SeededHash randomKeys) {
        this(frames, frames, labelled, settings, randomKeys);
    }

    Candidates withFrames(List<ScoredFrame> others) {
        return new Candidates(others, neighbours, labelled, settings, randomKeys);
    }

    int size() {
        return frames.size();
    }

    ScoredFrame frame(int index) {
        return frames.get(index);
    }
}
