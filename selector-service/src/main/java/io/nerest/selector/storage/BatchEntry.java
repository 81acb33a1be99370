package io.nerest.selector.storage;

import io.nerest.vision.box.ScoredBox;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A frame to be stored in a batch.
 *
 * @param rank from 1
 * @param score the strategy's number for the frame
 * @param parts the numbers that the score was computed from
 * @param boxes pseudo-labels; empty in a batch for annotators
 * @param ignored boxes that are neither labels nor background
 */
public record BatchEntry(
        UUID frameId,
        int rank,
        double score,
        String reason,
        Map<String, Double> parts,
        List<ScoredBox> boxes,
        List<ScoredBox> ignored) {}
