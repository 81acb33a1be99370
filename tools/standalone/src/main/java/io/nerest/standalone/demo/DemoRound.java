package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.vision.metric.F1;

/**
 * The result of one round.
 *
 * @param labels number of frames with human labels in the training set
 * @param streamMap50 mean of each camera's own mAP50, while {@code map50} is over the objects of all cameras
 * @param modelStatus decision of the promotion gate
 * @param seconds from the opening of the round to the publication of its model
 */
record DemoRound(
        int round,
        int labels,
        int pseudoLabels,
        String modelId,
        String modelStatus,
        @JsonProperty("mAP50") double map50,
        @JsonProperty("mAP50-95") double map5095,
        double precision,
        double recall,
        @JsonProperty("streamMAP50") double streamMap50,
        double seconds) {

    /** Returns the harmonic mean of precision and recall. */
    @JsonProperty
    double f1() {
        return F1.of(precision, recall);
    }
}
