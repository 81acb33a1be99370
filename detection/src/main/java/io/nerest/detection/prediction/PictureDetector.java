package io.nerest.detection.prediction;

import io.nerest.detection.inference.FramePrediction;
import io.nerest.detection.picture.Picture;
import java.util.List;

/** What finds objects in pictures: the detector itself, or something that looks at parts of them by it. */
@FunctionalInterface
public interface PictureDetector {

    /**
     * Looks at pictures, which stay the caller's.
     *
     * @return what was found, in the same order
     */
    List<FramePrediction> predict(List<Picture> pictures);
}
