package io.nerest.detector.image;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Converts between BGR pixels and the planes that the network takes: red, green, blue. */
public final class RgbPlanes {
    private RgbPlanes() {}

    /**
     * Writes 8-bit BGR pixels as three planes of the given size, {@code 3 * height * width} bytes, and grey around them.
     *
     * @param bgr pixels that fit into the planes
     * @param pixels direct buffer; its position is ignored
     * @param offset of the first plane in the buffer, in bytes
     * @param x first column of the pixels in the planes
     * @param y first row of the pixels in the planes
     */
    public static void write(Mat bgr, ByteBuffer pixels, int offset, int height, int width, int x, int y) {
        int plane = Math.multiplyExact(height, width);
        if (!pixels.isDirect() || offset < 0 || offset + 3L * plane > pixels.capacity()) {
            throw new IllegalArgumentException(
                    "a direct buffer of at least %d bytes is needed for 3x%dx%d pixels at %d, not one of %d"
                            .formatted(offset + 3L * plane, height, width, offset, pixels.capacity()));
        }
        boolean padded = bgr.cols() != width || bgr.rows() != height;
        try (BytePointer all = new BytePointer(pixels.duplicate().position(0));
                Scalar grey = Scalar.all(Letterbox.GREY);
                Rect place = new Rect(x, y, bgr.cols(), bgr.rows());
                MatVector planes = new MatVector(3)) {
            for (int channel = 0; channel < 3; channel++) {
                long at = offset + (2L - channel) * plane;
                try (BytePointer start = all.getPointer(at);
                        Mat whole = new Mat(height, width, opencv_core.CV_8UC1, start);
                        Mat part = new Mat(whole, place)) {
                    if (padded) {
                        whole.put(grey);
                    }
                    planes.put(channel, part);
                }
            }
            opencv_core.split(bgr, planes);
        }
    }

    /**
     * Copies an image from its planes in a buffer.
     *
     * @param pixels direct buffer; its position is ignored
     * @param offset of the first plane in the buffer, in bytes
     */
    public static DecodedImage read(ByteBuffer pixels, int offset, int height, int width) {
        int plane = Math.multiplyExact(height, width);
        if (!pixels.isDirect() || offset < 0 || offset + 3L * plane > pixels.capacity()) {
            throw new IllegalArgumentException("3x%dx%d pixels at %d are not within a direct buffer of %d bytes"
                    .formatted(height, width, offset, pixels.capacity()));
        }
        Mat bgr = new Mat();
        try (BytePointer all = new BytePointer(pixels.duplicate().position(0));
                MatVector planes = new MatVector(3)) {
            for (int channel = 0; channel < 3; channel++) {
                try (BytePointer start = all.getPointer(offset + (2L - channel) * plane);
                        Mat whole = new Mat(height, width, opencv_core.CV_8UC1, start)) {
                    planes.put(channel, whole);
                }
            }
            opencv_core.merge(planes, bgr);
        }
        return new DecodedImage(bgr);
    }
}
