package io.nerest.video.picture;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.sampling.GreyPicture;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Reduces decoded images to grey pictures. */
public final class GreyPictures {
    private GreyPictures() {}

    /** Returns the picture of an image. */
    public static GreyPicture of(DecodedImage image) {
        try (Mat grey = new Mat();
                Mat small = new Mat();
                Size size = new Size(GreyPicture.WIDTH, GreyPicture.HEIGHT)) {
            opencv_imgproc.cvtColor(image.mat(), grey, opencv_imgproc.COLOR_BGR2GRAY);
            opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            byte[] pixels = new byte[GreyPicture.WIDTH * GreyPicture.HEIGHT];
            small.data().get(pixels);
            return new GreyPicture(pixels);
        }
    }
}
