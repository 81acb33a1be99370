package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A point of a campaign's learning curve: the labels of a round and the metrics of its model.
 *
 * @param f1 harmonic mean of precision and recall
 * @param streamMap50 mean of each camera's mAP50 over the cameras with objects; absent if the model's version did not
 *     measure it
 * @param streamMap5095 the same of mAP50-95
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
        double f1,

        @JsonProperty("streamMAP50") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double streamMap50,

        @JsonProperty("streamMAP50-95") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double streamMap5095,

        double seconds) {}
