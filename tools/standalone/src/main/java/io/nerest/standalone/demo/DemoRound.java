package io.nerest.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of the campaign's table.
 *
 * @param labels frames with human labels that the round's model learned from
 * @param modelStatus what the gate said
 * @param seconds from the round's opening to its model
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
        double seconds) {}
