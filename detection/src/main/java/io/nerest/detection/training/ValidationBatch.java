package io.nerest.detection.training;

import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.picture.LetterboxTransform;
import java.util.List;

/**
 * Validation pictures of one shape.
 *
 * @param batch their pixels and objects
 * @param pictures what they are of, in order
 */
record ValidationBatch(TrainingBatch batch, List<ValidationPicture> pictures) {

    /**
     * One of them.
     *
     * @param item the labelled picture
     * @param transform how it was laid into the batch
     */
    record ValidationPicture(DatasetItem item, LetterboxTransform transform) {}
}
