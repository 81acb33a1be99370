package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Training losses: means over an epoch, weighted by their gains. */
public record Losses(
        @JsonProperty("box_loss") double box,
        @JsonProperty("cls_loss") double cls,
        @JsonProperty("dfl_loss") double dfl) {}
