package io.nerest.trainer.job;

import io.nerest.contracts.TrainingRequested;

/**
 * A job that this pod has taken on.
 *
 * @param attempt from 1; more than one where a pod has died over it
 */
public record TrainingJob(TrainingRequested request, int attempt) {}
