package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import io.nerest.training.evaluation.ValidationSamples;

/**
 * A model evaluated on a validation set.
 *
 * @param samples from which the metrics of any sample of the images are computed
 */
public record EvaluatedModel(String modelId, Metrics metrics, ValidationSamples samples) {}
