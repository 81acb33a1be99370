package io.nerest.selector.round;

import io.nerest.contracts.ObjectRef;

/**
 * What a round's model learns from.
 *
 * @param snapshot where the list of frames and labels lies
 * @param sha256 of its bytes
 * @param humanLabels frames with human labels in it
 * @param pseudoLabels frames with pseudo-labels in it
 */
public record DataSet(ObjectRef snapshot, String sha256, int humanLabels, int pseudoLabels) {}
