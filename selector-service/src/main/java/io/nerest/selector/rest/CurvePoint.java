package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a round's labels bought.
 *
 * @param labels frames with human labels that its model learned from
 * @param seconds of the whole round
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
