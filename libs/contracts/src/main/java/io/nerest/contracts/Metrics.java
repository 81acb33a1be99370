package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Metrics of a model on a validation set, each in [0, 1]. Precision and recall are those at the confidence of best mean F1. */
public record Metrics(
        @JsonProperty("mAP50") double map50,
        @JsonProperty("mAP50-95") double map5095,
        double precision,
        double recall) {
    public Metrics {
        Require.share(map50, "mAP50");
        Require.share(map5095, "mAP50-95");
        Require.share(precision, "precision");
        Require.share(recall, "recall");
    }
}
