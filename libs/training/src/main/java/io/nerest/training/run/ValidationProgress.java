package io.nerest.training.run;

/**
 * Progress within a validation.
 *
 * @param batch number of the finished batch, from 1
 * @param batches of the validation set
 */
public record ValidationProgress(int batch, int batches) {}
