package io.nerest.cli.fewlabels;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One training of the experiment.
 *
 * @param camera name of the stream
 * @param labels number of labelled frames
 * @param seed of the drawn frames and of the training
 * @param arm {@code base}, {@code reference} or {@code finetune}
 * @param map50 on the camera's test frames
 * @param map50To95 on the camera's test frames
 * @param bestEpoch epoch of the selected weights; 0 for the base
 * @param seconds of the training
 */
@JsonPropertyOrder({"camera", "labels", "seed", "arm", "map50", "map50To95", "bestEpoch", "seconds"})
record FewLabelsRow(
        String camera,
        int labels,
        long seed,
        String arm,
        double map50,
        double map50To95,
        int bestEpoch,
        double seconds) {
    static final String BASE = "base";
    static final String REFERENCE = "reference";
    static final String FINETUNE = "finetune";
}
