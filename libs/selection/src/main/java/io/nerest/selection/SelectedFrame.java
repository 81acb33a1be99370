package io.nerest.selection;

import java.util.Map;
import java.util.UUID;

/**
 * A selected frame and the reason.
 *
 * @param rank from 1, in the order of selection
 * @param score the strategy's, finite; higher scores are selected first
 * @param reason one sentence
 * @param parts the components of the score, by name
 */
public record SelectedFrame(UUID frameId, int rank, double score, String reason, Map<String, Double> parts) {

    public SelectedFrame {
        parts = Map.copyOf(parts);
    }
}
