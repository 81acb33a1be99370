package io.nerest.selector.round;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.contracts.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * The data set that a round's model is trained on.
 *
 * @param snapshot the object with the list of frames and labels
 * @param sha256 of the object's bytes
 * @param humanLabels how many frames have human labels
 * @param pseudoLabels how many frames have pseudo-labels
 * @param remaining how many frames of the pool had neither when it was stored; absent in rounds of earlier versions
 */
public record DataSet(
        ObjectRef snapshot,
        String sha256,
        int humanLabels,
        int pseudoLabels,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer remaining) {}
