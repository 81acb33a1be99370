package io.nerest.trainer.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Metrics of a model on one stream of a validation set. Precision and recall are those at the confidence of the stream's best
 * mean F1.
 *
 * @param images validation frames of the stream
 * @param objects labelled objects on them
 * @param map50 0 to 1
 * @param map5095 0 to 1
 * @param precision 0 to 1
 * @param recall 0 to 1
 */
public record StreamMetrics(
        String streamId,
        int images,
        int objects,
        @JsonProperty("mAP50") double map50,
        @JsonProperty("mAP50-95") double map5095,
        double precision,
        double recall) {}
