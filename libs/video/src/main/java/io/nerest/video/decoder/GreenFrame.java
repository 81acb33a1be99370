package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Recognises frames of which a decoder filled a part with zeros, which are green in YUV. */
final class GreenFrame {
    private static final double SHARE = 0.25;

    private GreenFrame() {}

    /** Whether a quarter of the pixels have the green of zeros, (0, 135, 0), or (0, 154, 0) with full range. */
    static boolean is(DecodedImage frame) {
        try (Mat low = new Mat(1, 1, opencv_core.CV_64FC4, new Scalar(0, 128, 0, 0));
                Mat high = new Mat(1, 1, opencv_core.CV_64FC4, new Scalar(10, 160, 10, 0));
                Mat green = new Mat()) {
            opencv_core.inRange(frame.mat(), low, high, green);
            return opencv_core.countNonZero(green) >= SHARE * frame.width() * frame.height();
        }
    }
}
