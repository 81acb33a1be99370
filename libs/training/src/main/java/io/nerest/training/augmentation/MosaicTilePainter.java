package io.nerest.training.augmentation;

import io.nerest.detector.image.Letterbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Paints a transformed mosaic canvas. If the transform only scales and shifts, which is the default, each tile's
 * visible part is resized directly into the image, at a third of the cost of a warp. Otherwise the whole canvas is
 * painted and warped.
 */
final class MosaicTilePainter implements AutoCloseable {
    private final int imgsz;
    private final Mat matrix = new Mat(2, 3, opencv_core.CV_64FC1);
    private final Mat matrix3 = new Mat(3, 3, opencv_core.CV_64FC1);
    private final Mat wide = new Mat();
    private final Scalar grey = Scalar.all(Letterbox.GREY);

    MosaicTilePainter(int imgsz) {
        this.imgsz = imgsz;
    }

    /**
     * Paints into a square image of side {@code imgsz}.
     *
     * @param canvas side of the canvas that the tiles lie on, in pixels
     * @param view from the canvas to the image
     * @return the actual transform of each tile: resizing rounds to whole pixels, and labels must follow the painted
     *     pixels
     */
    List<ViewTransform> paint(List<MosaicTile> tiles, int canvas, ViewTransform view, Mat image) {
        if (!view.isUprightScaling()) {
            paintCanvas(tiles, canvas, view, image);
            return Collections.nCopies(tiles.size(), view);
        }
        image.put(grey);
        List<ViewTransform> painted = new ArrayList<>();
        for (MosaicTile tile : tiles) {
            painted.add(paintTile(tile, view, image));
        }
        return painted;
    }

    private ViewTransform paintTile(MosaicTile tile, ViewTransform view, Mat image) {
        int left = firstPixelFrom(view.x(tile.canvasX(), 0));
        int right = firstPixelFrom(view.x(tile.canvasX() + tile.width(), 0));
        int top = firstPixelFrom(view.y(0, tile.canvasY()));
        int bottom = firstPixelFrom(view.y(0, tile.canvasY() + tile.height()));
        if (left >= right || top >= bottom) {
            return view;
        }
        // The visible columns and rows of the tile, rounded to whole pixels, at least one.
        int fromX = nearest((left - view.shiftX()) / view.scaleX() - tile.canvasX(), 0, tile.width() - 1);
        int toX = nearest((right - view.shiftX()) / view.scaleX() - tile.canvasX(), fromX + 1, tile.width());
        int fromY = nearest((top - view.shiftY()) / view.scaleY() - tile.canvasY(), 0, tile.height() - 1);
        int toY = nearest((bottom - view.shiftY()) / view.scaleY() - tile.canvasY(), fromY + 1, tile.height());
        try (Rect cut = new Rect(tile.sourceX() + fromX, tile.sourceY() + fromY, toX - fromX, toY - fromY);
                Rect seen = new Rect(left, top, right - left, bottom - top);
                Mat source = new Mat(tile.frame().pixels(), cut);
                Mat target = new Mat(image, seen);
                Size size = new Size(right - left, bottom - top)) {
            opencv_imgproc.resize(source, target, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
        return ViewTransform.shift(left, top)
                .after(ViewTransform.scale(
                        (double) (right - left) / (toX - fromX), (double) (bottom - top) / (toY - fromY)))
                .after(ViewTransform.shift(-tile.canvasX() - fromX, -tile.canvasY() - fromY));
    }

    /** Returns the first pixel of the image whose centre is at or beyond a coordinate. */
    private int firstPixelFrom(double coordinate) {
        return (int) Math.max(0, Math.min(imgsz, Math.ceil(coordinate - 0.5)));
    }

    private static int nearest(double value, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.rint(value)));
    }

    private void paintCanvas(List<MosaicTile> tiles, int canvas, ViewTransform view, Mat image) {
        wide.create(canvas, canvas, opencv_core.CV_8UC3);
        wide.put(grey);
        for (MosaicTile tile : tiles) {
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
                        wide, image, matrix, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, grey);
            } else {
                put(matrix3, m);
                opencv_imgproc.warpPerspective(
                        wide, image, matrix3, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, grey);
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
