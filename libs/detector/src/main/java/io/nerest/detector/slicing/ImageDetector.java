package io.nerest.detector.slicing;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import java.util.List;

/** Detects objects in images, as a whole or tile by tile. */
@FunctionalInterface
public interface ImageDetector {

    /**
     * Predicts images. Does not close them.
     *
     * @return a prediction for each image, in the same order
     */
    List<FramePrediction> predict(List<DecodedImage> images);
}
