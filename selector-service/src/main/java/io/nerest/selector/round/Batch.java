package io.nerest.selector.round;

import java.util.List;

/**
 * What a round chose.
 *
 * @param frames frames for people
 * @param pseudoLabels frames that the model labelled
 * @param notes what a reader should know about the choice
 */
public record Batch(int frames, int pseudoLabels, List<String> notes) {

    public static final Batch NONE = new Batch(0, 0, List.of());

    public Batch {
        notes = List.copyOf(notes);
    }
}
