package io.nerest.experiments.result;

import java.util.Map;

/**
 * A frame that a round took, and why.
 *
 * @param frame its picture, relative to the pool's folder
 * @param stream the camera it comes from
 * @param rank from 1, in the order of choice
 * @param score the strategy's number for it; of a pseudo-labelled frame its confidence
 * @param reason one sentence
 * @param parts the numbers that the score was made of, by name
 */
public record ChosenFrame(
        String frame, String stream, int rank, double score, String reason, Map<String, Double> parts) {

    public ChosenFrame {
        parts = Map.copyOf(parts);
    }
}
