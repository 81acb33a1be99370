package io.nerest.video.grey;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.sampling.GreyImage;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Reduces decoded images to small grey ones. */
public final class GreyImages {
    private GreyImages() {}

    /** Returns the grey copy of an image. */
    public static GreyImage of(DecodedImage image) {
        try (Mat grey = new Mat();
                Mat small = new Mat();
                Size size = new Size(GreyImage.WIDTH, GreyImage.HEIGHT)) {
            opencv_imgproc.cvtColor(image.mat(), grey, opencv_imgproc.COLOR_BGR2GRAY);
            opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            byte[] pixels = new byte[GreyImage.WIDTH * GreyImage.HEIGHT];
            small.data().get(pixels);
            return new GreyImage(pixels);
        }
    }
}
