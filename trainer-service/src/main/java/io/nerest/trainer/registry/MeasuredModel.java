package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;

/** A model and its metrics on the current validation set. */
public record MeasuredModel(String modelId, Metrics metrics) {}
