package io.nerest.detector.image;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Scales an image to fit the rectangle of the network, centres it, and pads it with grey 114. Writes planes of red, green,
 * and blue.
 */
public final class Letterbox {

    /** The grey of the padding, in all channels. */
    public static final int GREY = 114;

    private Letterbox() {}

    /**
     * Writes one image as uint8 RGB planes, {@code 3 * height * width} bytes from {@code offset} on; smaller images are
     * enlarged.
     *
     * @param pixels direct buffer; its position is ignored
     * @param offset of the image in the buffer, in bytes
     */
    public static LetterboxTransform into(DecodedImage image, ByteBuffer pixels, int offset, int height, int width) {
        return into(image, pixels, offset, height, width, true);
    }

    /** Like the method above; without {@code enlarge} a smaller image keeps its size and is only padded. */
    public static LetterboxTransform into(
            DecodedImage image, ByteBuffer pixels, int offset, int height, int width, boolean enlarge) {
        double fit = Math.min((double) height / image.height(), (double) width / image.width());
        double scale = enlarge ? fit : Math.min(fit, 1);
        int scaledWidth = Math.max(1, (int) Math.rint(image.width() * scale));
        int scaledHeight = Math.max(1, (int) Math.rint(image.height() * scale));
        // A tenth is subtracted before rounding so that an odd remainder goes to the right and the bottom.
        int left = (int) Math.rint((width - scaledWidth) / 2.0 - 0.1);
        int top = (int) Math.rint((height - scaledHeight) / 2.0 - 0.1);
        Mat scaled = image.mat();
        try (Mat resized = new Mat();
                Size size = new Size(scaledWidth, scaledHeight)) {
            if (scaledWidth != image.width() || scaledHeight != image.height()) {
                opencv_imgproc.resize(scaled, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
                scaled = resized;
            }
            RgbPlanes.write(scaled, pixels, offset, height, width, left, top);
        }
        return new LetterboxTransform((float) scale, left, top, image.width(), image.height());
    }

    /**
     * Returns the smallest rectangle for an image whose longer side is scaled to {@code imgsz}, both sides rounded up to
     * a multiple of {@code stride}.
     *
     * @return height and width
     */
    public static int[] smallestShape(int imageWidth, int imageHeight, int imgsz, int stride) {
        double scale = (double) imgsz / Math.max(imageWidth, imageHeight);
        int width = Math.max(1, (int) Math.rint(imageWidth * scale));
        int height = Math.max(1, (int) Math.rint(imageHeight * scale));
        return new int[] {(height + stride - 1) / stride * stride, (width + stride - 1) / stride * stride};
    }
}
