package io.nerest.selector.round;

import io.nerest.contracts.ObjectRef;

/**
 * The data set that a round's model is trained on.
 *
 * @param snapshot the object with the list of frames and labels
 * @param sha256 of the object's bytes
 * @param humanLabels how many frames have human labels
 * @param pseudoLabels how many frames have pseudo-labels
 */
public record DataSet(ObjectRef snapshot, String sha256, int humanLabels, int pseudoLabels) {}
