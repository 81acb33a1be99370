package io.nerest.detector.image;

import io.nerest.vision.box.Box;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Draws boxes with any text, lines and captions on images. Coordinates in pixels. */
public final class OverlayPainter {
    private static final int MARGIN = 8;
    private static final int DARK = 40;
    private static final int WHITE = 255;

    private OverlayPainter() {}

    /**
     * Draws a box with a text above it.
     *
     * @param colour number of the colour; numbers beyond the last colour start again
     */
    public static void box(DecodedImage image, Box box, int colour, String text) {
        BoxPainter.paint(image, box, colour, text);
    }

    /** Draws a white line with a dark edge, which is visible on bright and on dark water. */
    public static void line(DecodedImage image, double x1, double y1, double x2, double y2) {
        int width = thickness(image);
        try (Point from = new Point((int) Math.round(x1), (int) Math.round(y1));
                Point to = new Point((int) Math.round(x2), (int) Math.round(y2));
                Scalar dark = Scalar.all(DARK);
                Scalar white = Scalar.all(WHITE)) {
            opencv_imgproc.line(image.mat(), from, to, dark, width + 2, opencv_imgproc.LINE_AA, 0);
            opencv_imgproc.line(image.mat(), from, to, white, width, opencv_imgproc.LINE_AA, 0);
        }
    }

    /** Writes a line of text into the lower left corner. */
    public static void caption(DecodedImage image, String text) {
        int width = thickness(image);
        double font = Math.max(0.5, image.height() / 800.0);
        try (Point start = new Point(MARGIN, image.height() - MARGIN);
                Scalar dark = Scalar.all(DARK);
                Scalar white = Scalar.all(WHITE)) {
            text(image, text, start, font, dark, width + 3);
            text(image, text, start, font, white, width);
        }
    }

    private static void text(DecodedImage image, String text, Point start, double font, Scalar colour, int width) {
        opencv_imgproc.putText(
                image.mat(),
                text,
                start,
                opencv_imgproc.FONT_HERSHEY_SIMPLEX,
                font,
                colour,
                width,
                opencv_imgproc.LINE_AA,
                false);
    }

    private static int thickness(DecodedImage image) {
        return Math.max(1, Math.round((image.width() + image.height()) / 2f * 0.003f));
    }
}
