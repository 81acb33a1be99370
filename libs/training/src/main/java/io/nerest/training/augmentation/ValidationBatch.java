package io.nerest.training.augmentation;

import io.nerest.detector.image.LetterboxTransform;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import java.util.List;

/**
 * A batch to be measured by, with the way back to the original pictures.
 *
 * @param batch what the network takes, closed with this
 * @param items the pictures, in order
 * @param transforms how each was laid into the batch's shape
 */
public record ValidationBatch(TrainingBatch batch, List<DatasetItem> items, List<LetterboxTransform> transforms)
        implements AutoCloseable {

    public ValidationBatch {
        items = List.copyOf(items);
        transforms = List.copyOf(transforms);
    }

    @Override
    public void close() {
        batch.close();
    }
}
