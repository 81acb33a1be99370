package io.nerest.detector.image;

import java.awt.image.BufferedImage;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Hash of what an image shows (difference hash, Krawetz 2013): the image is reduced to 9 by 8 grey pixels, and each of 64
 * bits tells whether a pixel is brighter than its right neighbour. Copies of another size, format or quality differ in few
 * bits, and so do frames of one camera seconds apart.
 */
public final class PerceptualHash {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 8;

    static {
        OpenCv.load();
    }

    private PerceptualHash() {}

    /** Returns the hash of an image of 8-bit BGR. */
    static long of(Mat bgr) {
        try (Mat grey = new Mat();
                Mat small = new Mat();
                Size size = new Size(WIDTH, HEIGHT)) {
            opencv_imgproc.cvtColor(bgr, grey, opencv_imgproc.COLOR_BGR2GRAY);
            opencv_imgproc.resize(grey, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            byte[] pixels = new byte[WIDTH * HEIGHT];
            small.data().get(pixels);
            return of(pixels);
        }
    }

    /** Returns the hash of an image that Java has decoded. */
    static long of(BufferedImage image) {
        byte[] small = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                small[y * WIDTH + x] = (byte) mean(
                        image,
                        x * image.getWidth() / WIDTH,
                        y * image.getHeight() / HEIGHT,
                        ((x + 1) * image.getWidth() + WIDTH - 1) / WIDTH,
                        ((y + 1) * image.getHeight() + HEIGHT - 1) / HEIGHT);
            }
        }
        return of(small);
    }

    /** The mean luma of ITU-R 601 of a part, 0 to 255. */
    private static long mean(BufferedImage image, int left, int top, int right, int bottom) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int rgb = image.getRGB(x, y);
                sum += 299L * ((rgb >> 16) & 0xff) + 587L * ((rgb >> 8) & 0xff) + 114L * (rgb & 0xff);
            }
        }
        return sum / (1000L * (right - left) * (bottom - top));
    }

    private static long of(byte[] grey) {
        long bits = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH - 1; x++) {
                int at = y * WIDTH + x;
                boolean brighter = (grey[at] & 0xff) > (grey[at + 1] & 0xff);
                bits = (bits << 1) | (brighter ? 1 : 0);
            }
        }
        return bits;
    }

    /** Returns in how many bits two hashes differ, 0 to 64. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }
}
