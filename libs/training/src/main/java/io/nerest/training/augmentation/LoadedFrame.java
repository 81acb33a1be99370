package io.nerest.training.augmentation;

import io.nerest.training.dataset.DatasetItem;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded picture with its longer side scaled to the size that the network takes. Whoever loads it closes it; the pixels
 * may be shared with a cache and are only to be read.
 *
 * @param item what it was loaded from
 * @param pixels 8-bit BGR
 */
record LoadedFrame(DatasetItem item, Mat pixels) implements AutoCloseable {

    @Override
    public void close() {
        pixels.close();
    }
}
