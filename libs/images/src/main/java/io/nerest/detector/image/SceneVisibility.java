package io.nerest.detector.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How well a camera sees its scene, measured on one image of at most {@link #SIDE} pixels.
 *
 * <p>Brightness is the mean of the luma {@code Y = 0.2126 R + 0.7152 G + 0.0722 B} (ITU-R BT.709). Contrast is the standard
 * deviation of Y (RMS contrast: Peli, Contrast in complex images, J. Opt. Soc. Am. A 7, 1990) divided by its mean, so that it
 * does not depend on exposure. Turbid water lowers it: a camera receives {@code I = J t + A (1 - t)}, where J is the scene, A the
 * light that the water scatters, and t the transmission (Koschmieder's law; He, Sun and Tang, Single image haze removal using
 * dark channel prior, CVPR 2009), so the deviation of I is t times that of J. A scene without objects, such as open water, has
 * little contrast in clear water too: compare images of one camera. Black borders, rows and columns without a luma of 0.06, are
 * left out of the contrast.
 *
 * @param brightness 0 for black to 1 for white
 * @param contrast 0 or more; 0 for one grey value
 */
public record SceneVisibility(double brightness, double contrast) {
    /** Longest side of the image that is measured, in pixels; a larger one is reduced. */
    public static final int SIDE = 256;

    private static final int CHANNELS = 3;
    private static final double DARK = 0.08;
    private static final double TURBID = 0.05;
    private static final double BORDER = 0.06;

    /** Measures an image. */
    public static SceneVisibility of(DecodedImage image) {
        double scale = Math.min(1.0, (double) SIDE / Math.max(image.width(), image.height()));
        try (Mat small = new Mat();
                Size size = new Size(Math.max(1, (int) Math.round(image.width() * scale)), Math.max(1, (int)
                        Math.round(image.height() * scale)))) {
            opencv_imgproc.resize(image.mat(), small, size, 0, 0, opencv_imgproc.INTER_AREA);
            return measure(small);
        }
    }

    private static SceneVisibility measure(Mat bgr) {
        try (Mat whole = bgr.isContinuous() ? new Mat(bgr) : bgr.clone();
                BytePointer data = whole.data()) {
            byte[] pixels = new byte[whole.rows() * whole.cols() * CHANNELS];
            data.get(pixels);
            return measure(pixels, whole.cols(), whole.rows());
        }
    }

    private static SceneVisibility measure(byte[] bgr, int width, int height) {
        boolean[] rows = new boolean[height];
        boolean[] columns = new boolean[width];
        double whole = 0;
        for (int i = 0; i < width * height; i++) {
            double luma = luma(bgr, i);
            whole += luma;
            if (luma >= BORDER) {
                rows[i / width] = true;
                columns[i % width] = true;
            }
        }
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < width * height; i++) {
            if (rows[i / width] && columns[i % width]) {
                double luma = luma(bgr, i);
                sum += luma;
                squares += luma * luma;
                count++;
            }
        }
        double brightness = whole / (width * height);
        if (count == 0) {
            return new SceneVisibility(brightness, 0);
        }
        double mean = sum / count;
        return new SceneVisibility(brightness, Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean);
    }

    private static double luma(byte[] bgr, int pixel) {
        int i = CHANNELS * pixel;
        return (0.0722 * (bgr[i] & 0xff) + 0.7152 * (bgr[i + 1] & 0xff) + 0.2126 * (bgr[i + 2] & 0xff)) / 255;
    }

    /** Whether the image is so dark that little can be seen: a brightness below 0.08. */
    public boolean isDark() {
        return brightness < DARK;
    }

    /**
     * Whether the image has so little contrast that the water may be turbid or the lens dirty: below 0.05, a quarter
     * of what clear shallow water has. Noise hides the contrast of dark images, so they are only called dark.
     */
    public boolean isTurbid() {
        return !isDark() && contrast < TURBID;
    }
}
