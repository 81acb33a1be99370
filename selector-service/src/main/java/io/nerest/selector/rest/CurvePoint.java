package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A point of a campaign's learning curve: the labels of a round and the metrics of its model.
 *
 * @param labels frames with human labels in the model's data set
 * @param seconds the duration of the whole round
 */
public record CurvePoint(
        int round,
        int labels,
        int pseudoLabels,
        @JsonProperty("mAP50") double map50,
        @JsonProperty("mAP50-95") double map5095,
        double precision,
        double recall,
        double seconds) {}
