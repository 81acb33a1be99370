package io.nerest.selection;

import java.util.List;

/**
 * What a strategy may pick from: no frame is labelled, none is there twice, boxes below the least confidence are gone,
 * and frames without boxes are there only where the policy lets them compete.
 *
 * @param frames in an order that means nothing
 * @param labelled what the batch should differ from
 * @param lots breaks ties
 */
public record Candidates(
        List<ScoredFrame> frames, List<LabelledFrame> labelled, SharedSettings settings, SeededHash lots) {

    Candidates withFrames(List<ScoredFrame> others) {
        return new Candidates(others, labelled, settings, lots);
    }

    int size() {
        return frames.size();
    }

    ScoredFrame frame(int index) {
        return frames.get(index);
    }
}
