package io.nerest.selector.round;

import java.util.ArrayList;
import java.util.List;

/**
 * The size of a round's batch.
 *
 * @param frames frames for annotators
 * @param pseudoLabels frames that the model labelled
 * @param notes remarks on the selection, one sentence each
 */
public record Batch(int frames, int pseudoLabels, List<String> notes) {

    public static final Batch NONE = new Batch(0, 0, List.of());

    public Batch {
        notes = List.copyOf(notes);
    }

    /** Returns the same batch with further remarks. */
    Batch withNotes(List<String> further) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(further);
        return new Batch(frames, pseudoLabels, all);
    }
}
