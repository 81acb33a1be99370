package io.nerest.detection.augmentation;

import io.nerest.detection.picture.Letterbox;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Paints the view of a canvas. Where the view only scales and shifts, as it does by default, the canvas is never made: each
 * tile is warped straight to where it is seen, which touches a quarter of the pixels. Otherwise the canvas is laid out and
 * warped as a whole.
 */
final class TilePainter implements AutoCloseable {
    private final int imgsz;
    private final Mat matrix = new Mat(2, 3, opencv_core.CV_64FC1);
    private final Mat matrix3 = new Mat(3, 3, opencv_core.CV_64FC1);
    private final Mat wide = new Mat();
    private final Scalar grey = Scalar.all(Letterbox.GREY);

    TilePainter(int imgsz) {
        this.imgsz = imgsz;
    }

    /**
     * Paints into a square picture of side {@code imgsz}.
     *
     * @param canvas side of the canvas that the tiles lie on, in pixels
     * @param view from the canvas to the picture
     */
    void paint(List<Tile> tiles, int canvas, ViewTransform view, Mat picture) {
        if (view.isAxisAligned()) {
            picture.put(grey);
            for (Tile tile : tiles) {
                paintTile(tile, view, picture);
            }
        } else {
            paintCanvas(tiles, canvas, view, picture);
        }
    }

    private void paintTile(Tile tile, ViewTransform view, Mat picture) {
        int left = firstPixel(view.x(tile.canvasX(), 0), view.x(tile.canvasX() + tile.width(), 0));
        int right = firstPixelBeyond(view.x(tile.canvasX(), 0), view.x(tile.canvasX() + tile.width(), 0));
        int top = firstPixel(view.y(0, tile.canvasY()), view.y(0, tile.canvasY() + tile.height()));
        int bottom = firstPixelBeyond(view.y(0, tile.canvasY()), view.y(0, tile.canvasY() + tile.height()));
        if (left >= right || top >= bottom) {
            return;
        }
        // From a pixel of the seen part to a pixel of the tile, both named by their centres.
        try (Rect cut = new Rect(tile.sourceX(), tile.sourceY(), tile.width(), tile.height());
                Rect seen = new Rect(left, top, right - left, bottom - top);
                Mat source = new Mat(tile.frame().pixels(), cut);
                Mat target = new Mat(picture, seen);
                Size size = new Size(right - left, bottom - top)) {
            double stepX = 1 / view.scaleX();
            double stepY = 1 / view.scaleY();
            put(
                    matrix,
                    stepX,
                    0,
                    (left + 0.5 - view.shiftX()) * stepX - 0.5 - tile.canvasX(),
                    0,
                    stepY,
                    (top + 0.5 - view.shiftY()) * stepY - 0.5 - tile.canvasY());
            opencv_imgproc.warpAffine(
                    source,
                    target,
                    matrix,
                    size,
                    opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP,
                    opencv_core.BORDER_REPLICATE,
                    grey);
        }
    }

    /** The first pixel of the picture whose centre lies between two coordinates. */
    private int firstPixel(double a, double b) {
        return (int) Math.max(0, Math.min(imgsz, Math.ceil(Math.min(a, b) - 0.5)));
    }

    private int firstPixelBeyond(double a, double b) {
        return (int) Math.max(0, Math.min(imgsz, Math.ceil(Math.max(a, b) - 0.5)));
    }

    private void paintCanvas(List<Tile> tiles, int canvas, ViewTransform view, Mat picture) {
        wide.create(canvas, canvas, opencv_core.CV_8UC3);
        wide.put(grey);
        for (Tile tile : tiles) {
            try (Rect cut = new Rect(tile.sourceX(), tile.sourceY(), tile.width(), tile.height());
                    Rect place = new Rect(tile.canvasX(), tile.canvasY(), tile.width(), tile.height());
                    Mat source = new Mat(tile.frame().pixels(), cut);
                    Mat target = new Mat(wide, place)) {
                source.copyTo(target);
            }
        }
        double[] m = view.forPixelCentres();
        try (Size size = new Size(imgsz, imgsz)) {
            if (view.isAffine()) {
                put(matrix, m[0], m[1], m[2], m[3], m[4], m[5]);
                opencv_imgproc.warpAffine(
                        wide, picture, matrix, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, grey);
            } else {
                put(matrix3, m);
                opencv_imgproc.warpPerspective(
                        wide, picture, matrix3, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, grey);
            }
        }
    }

    private static void put(Mat matrix, double... values) {
        try (DoublePointer data = new DoublePointer(matrix.data())) {
            data.put(values);
        }
    }

    @Override
    public void close() {
        matrix.close();
        matrix3.close();
        wide.close();
        grey.close();
    }
}
