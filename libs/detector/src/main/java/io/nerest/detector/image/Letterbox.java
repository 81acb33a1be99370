package io.nerest.detector.image;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Lays a picture into the rectangle that the network takes: scaled so that it just fits, centred, the rest grey 114, as
 * planes of red, green, and blue.
 */
public final class Letterbox {

    /** The grey of the padding, in all channels. */
    public static final int GREY = 114;

    private Letterbox() {}

    /**
     * Writes one picture as uint8 RGB planes, {@code 3 * height * width} bytes from {@code offset} on; smaller pictures are
     * enlarged.
     *
     * @param pixels direct buffer; its position is not looked at
     * @param offset of the picture in the buffer, in bytes
     */
    public static LetterboxTransform into(DecodedImage picture, ByteBuffer pixels, int offset, int height, int width) {
        return into(picture, pixels, offset, height, width, true);
    }

    /** As above; without {@code enlarge} a smaller picture keeps its size and is only padded. */
    public static LetterboxTransform into(
            DecodedImage picture, ByteBuffer pixels, int offset, int height, int width, boolean enlarge) {
        double fit = Math.min((double) height / picture.height(), (double) width / picture.width());
        double scale = enlarge ? fit : Math.min(fit, 1);
        int scaledWidth = Math.max(1, (int) Math.rint(picture.width() * scale));
        int scaledHeight = Math.max(1, (int) Math.rint(picture.height() * scale));
        // A tenth is taken off before rounding so that an odd remainder goes to the right and the bottom.
        int left = (int) Math.rint((width - scaledWidth) / 2.0 - 0.1);
        int top = (int) Math.rint((height - scaledHeight) / 2.0 - 0.1);
        Mat scaled = picture.mat();
        try (Mat resized = new Mat();
                Size size = new Size(scaledWidth, scaledHeight)) {
            if (scaledWidth != picture.width() || scaledHeight != picture.height()) {
                opencv_imgproc.resize(scaled, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
                scaled = resized;
            }
            RgbPlanes.write(scaled, pixels, offset, height, width, left, top);
        }
        return new LetterboxTransform((float) scale, left, top, picture.width(), picture.height());
    }

    /**
     * The smallest rectangle that a picture fits into with its longer side scaled to {@code imgsz}, both sides rounded up to
     * a multiple of {@code stride}.
     *
     * @return height and width
     */
    public static int[] smallestShape(int pictureWidth, int pictureHeight, int imgsz, int stride) {
        double scale = (double) imgsz / Math.max(pictureWidth, pictureHeight);
        int width = Math.max(1, (int) Math.rint(pictureWidth * scale));
        int height = Math.max(1, (int) Math.rint(pictureHeight * scale));
        return new int[] {(height + stride - 1) / stride * stride, (width + stride - 1) / stride * stride};
    }
}
