package io.nerest.selection;

import java.util.List;
import java.util.Map;

/**
 * A batch.
 *
 * @param picks by rank; fewer than were asked for where the pool or the settings gave no more
 * @param leftOut how many frames were passed over, by reason
 * @param notes what a reader should know about this batch, one sentence each
 */
public record SelectionResult(List<SelectedFrame> frames, Map<String, Integer> excluded, List<String> notes) {

    public SelectionResult {
        frames = List.copyOf(frames);
        excluded = Map.copyOf(excluded);
        notes = List.copyOf(notes);
    }
}
