package io.nerest.trainer.registry;

import io.nerest.contracts.Metrics;
import io.nerest.training.evaluation.ValidationSamples;
import java.util.List;

/**
 * A model evaluated on a validation set.
 *
 * @param streams metrics on each stream with objects
 * @param samples from which the metrics of any sample of the images are computed
 */
public record EvaluatedModel(String modelId, Metrics metrics, List<StreamMetrics> streams, ValidationSamples samples) {}
