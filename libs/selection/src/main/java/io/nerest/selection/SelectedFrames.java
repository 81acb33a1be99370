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
public record SelectedFrames(List<Pick> picks, Map<String, Integer> leftOut, List<String> notes) {

    public SelectedFrames {
        picks = List.copyOf(picks);
        leftOut = Map.copyOf(leftOut);
        notes = List.copyOf(notes);
    }
}
