package io.nerest.training.augmentation;

import io.nerest.training.dataset.DatasetItem;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded image with its longer side scaled to {@code imgsz}. Closed by its user; the pixels may be shared with a
 * cache and must not be modified.
 *
 * @param item its source
 * @param pixels 8-bit BGR
 */
record LoadedFrame(DatasetItem item, Mat pixels) implements AutoCloseable {

    @Override
    public void close() {
        pixels.close();
    }
}
