package io.nerest.training.run;

import io.nerest.training.network.LossComponents;

/**
 * Progress within an epoch.
 *
 * @param epoch its number, from 1
 * @param epochs how many there will be
 * @param batch number of the finished batch, from 1
 * @param batches of the epoch
 * @param losses mean over the epoch's batches so far
 * @param images images of the epoch so far
 * @param instances objects in the batch
 * @param imgsz side of its images
 */
public record BatchProgress(
        int epoch, int epochs, int batch, int batches, LossComponents losses, int images, int instances, int imgsz) {}
