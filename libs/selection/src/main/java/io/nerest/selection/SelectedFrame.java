package io.nerest.selection;

import java.util.Map;
import java.util.UUID;

/**
 * A chosen frame, and why.
 *
 * @param rank from 1, in the order of choice
 * @param score the strategy's number for it, finite; higher was wanted more
 * @param reason one sentence
 * @param parts the numbers that the score was made of, by name
 */
public record SelectedFrame(UUID frameId, int rank, double score, String reason, Map<String, Double> parts) {

    public SelectedFrame {
        parts = Map.copyOf(parts);
    }
}
