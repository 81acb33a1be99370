package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.nerest.vision.metric.F1;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a model on a validation set, each in [0, 1]. Precision and recall are those at the confidence of best mean F1.
 *
 * @param map50 over the objects of all streams
 * @param map5095 the same
 * @param streamMap50 mean of each stream's own mAP50 over the streams with objects: each camera counts the same; absent in
 *     events of versions that did not measure it
 * @param streamMap5095 the same of mAP50-95
 */
@JsonIgnoreProperties(value = "f1", allowGetters = true)
public record Metrics(
        @JsonProperty("mAP50") double map50,
        @JsonProperty("mAP50-95") double map5095,
        double precision,
        double recall,

        @JsonProperty("streamMAP50") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double streamMap50,

        @JsonProperty("streamMAP50-95") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double streamMap5095) {

    @JsonCreator
    public Metrics {
        Require.share(map50, "mAP50");
        Require.share(map5095, "mAP50-95");
        Require.share(precision, "precision");
        Require.share(recall, "recall");
        if (streamMap50 != null) {
            Require.share(streamMap50, "streamMAP50");
        }
        if (streamMap5095 != null) {
            Require.share(streamMap5095, "streamMAP50-95");
        }
    }

    /** Returns the harmonic mean of precision and recall. It is written for readers, and computed again when read. */
    @JsonProperty
    public double f1() {
        return F1.of(precision, recall);
    }

    /** Metrics without the means over streams. */
    public Metrics(double map50, double map5095, double precision, double recall) {
        this(map50, map5095, precision, recall, null, null);
    }
}
