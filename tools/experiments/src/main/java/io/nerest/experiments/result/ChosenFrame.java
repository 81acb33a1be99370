package io.nerest.experiments.result;

import java.util.Map;

/**
 * A frame that a round selected, and the reason.
 *
 * @param frame path of its image, relative to the pool's folder
 * @param stream the camera it comes from
 * @param rank from 1, in the order of selection
 * @param score the strategy's score; of a pseudo-labelled frame its confidence
 * @param reason one sentence
 * @param parts the components of the score, by name
 */
public record ChosenFrame(
        String frame, String stream, int rank, double score, String reason, Map<String, Double> parts) {

    public ChosenFrame {
        parts = Map.copyOf(parts);
    }
}
