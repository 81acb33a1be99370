package io.nerest.detector.slicing;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.inference.FramePrediction;
import java.util.List;

/** What finds objects in pictures: the detector itself, or something that looks at parts of them by it. */
@FunctionalInterface
public interface ImageDetector {

    /**
     * Looks at pictures, which stay the caller's.
     *
     * @return what was found, in the same order
     */
    List<FramePrediction> predict(List<DecodedImage> pictures);
}
