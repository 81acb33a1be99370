package io.nerest.detector.image;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A decoded image: 8-bit BGR, three bytes per pixel, row by row, outside the Java heap. The owner must close it to free
 * the pixels.
 */
public final class DecodedImage implements AutoCloseable {

    static {
        OpenCv.load();
    }

    private final Mat mat;

    /** Takes over a {@code CV_8UC3} Mat of at least one pixel. */
    public DecodedImage(Mat mat) {
        if (mat.rows() < 1 || mat.cols() < 1 || mat.type() != opencv_core.CV_8UC3) {
            throw new IllegalArgumentException("an image needs pixels of 8-bit BGR, not %dx%d of OpenCV type %d"
                    .formatted(mat.cols(), mat.rows(), mat.type()));
        }
        this.mat = mat;
    }

    /** Returns an image of one grey value. */
    public static DecodedImage filled(int width, int height, int grey) {
        return new DecodedImage(new Mat(height, width, opencv_core.CV_8UC3, Scalar.all(grey)));
    }

    /**
     * Copies decoded pixels.
     *
     * @param bgr three bytes per pixel, from its position on; a direct buffer
     * @param stride bytes from one row to the next, at least {@code 3 * width}
     */
    public static DecodedImage copyOfBgr(ByteBuffer bgr, int width, int height, int stride) {
        if (width < 1 || height < 1 || stride < 3L * width || (height - 1L) * stride + 3L * width > bgr.remaining()) {
            throw new IllegalArgumentException("%d bytes cannot hold %dx%d pixels with a row every %d bytes"
                    .formatted(bgr.remaining(), width, height, stride));
        }
        try (BytePointer pixels = new BytePointer(bgr);
                Mat view = new Mat(height, width, opencv_core.CV_8UC3, pixels, stride)) {
            return new DecodedImage(view.clone());
        }
    }

    public int width() {
        return mat.cols();
    }

    public int height() {
        return mat.rows();
    }

    /** Returns the pixels for OpenCV's functions. They remain owned by this image. */
    public Mat mat() {
        return mat;
    }

    public DecodedImage copy() {
        return new DecodedImage(mat.clone());
    }

    /** Returns a part of this image that shares its pixels. The caller closes it. */
    public DecodedImage crop(int x, int y, int width, int height) {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > width() || y + height > height()) {
            throw new IllegalArgumentException("%dx%d at (%d, %d) is not within an image of %dx%d"
                    .formatted(width, height, x, y, width(), height()));
        }
        try (Rect part = new Rect(x, y, width, height)) {
            return new DecodedImage(new Mat(mat, part));
        }
    }

    /** Returns a copy of another size, by bilinear interpolation. */
    public DecodedImage resized(int width, int height) {
        Mat result = new Mat();
        try (Size size = new Size(width, height)) {
            opencv_imgproc.resize(mat, result, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
        return new DecodedImage(result);
    }

    /** Returns blue, green, and red of one pixel, 0 to 255 each. */
    public int[] pixel(int x, int y) {
        try (BytePointer p = mat.ptr(y, x)) {
            return new int[] {p.get(0) & 0xff, p.get(1) & 0xff, p.get(2) & 0xff};
        }
    }

    @Override
    public void close() {
        mat.close();
    }
}
