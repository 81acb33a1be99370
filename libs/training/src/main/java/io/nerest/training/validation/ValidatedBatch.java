package io.nerest.training.validation;

import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Detection;
import java.util.List;

/**
 * The detections of one batch. Valid only while the sink that receives it runs: the pixels are reused.
 *
 * @param number of the batch in the pass, from 0
 * @param batch the pixels
 * @param items its labelled images
 * @param inBatch detections of each image in pixels of the batch
 * @param detections detections of each image in its original pixels, clipped to its borders
 */
public record ValidatedBatch(
        int number,
        TrainingBatch batch,
        List<DatasetItem> items,
        List<List<Detection>> inBatch,
        List<List<Detection>> detections) {}
