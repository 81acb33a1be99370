package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A model on a validation set. All lie in [0, 1]; precision and recall are taken at the confidence of best mean F1. */
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
