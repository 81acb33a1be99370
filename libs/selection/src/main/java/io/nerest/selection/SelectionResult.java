package io.nerest.selection;

import java.util.List;
import java.util.Map;

/**
 * A selected batch.
 *
 * @param frames by rank; fewer than requested if the pool or the settings allow no more
 * @param excluded how many frames the settings excluded, by reason
 * @param notes remarks about the batch, one sentence each
 */
public record SelectionResult(List<SelectedFrame> frames, Map<String, Integer> excluded, List<String> notes) {

    public SelectionResult {
        frames = List.copyOf(frames);
        excluded = Map.copyOf(excluded);
        notes = List.copyOf(notes);
    }
}
