package io.nerest.training.augmentation;

import io.nerest.detector.image.LetterboxTransform;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import java.util.List;

/**
 * A validation batch with the transforms to the original images.
 *
 * @param batch input of the network, closed with this
 * @param items the images, in order
 * @param transforms transform of each image to the batch's shape
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
