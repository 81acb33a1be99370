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
 * Paints the view of a canvas. Where the view only scales and shifts, as it does by default, the canvas is never made: the
 * seen part of each tile is resized straight to its place, a third of a warp's cost. Otherwise the canvas is laid out and
 * warped as a whole.
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
     * Paints into a square picture of side {@code imgsz}.
     *
     * @param canvas side of the canvas that the tiles lie on, in pixels
     * @param view from the canvas to the picture
     * @return the view of each tile as it was painted: resizing goes by whole pixels, so it may be off the one asked for by
     *     less than a pixel, and labels have to follow it
     */
    List<ViewTransform> paint(List<MosaicTile> tiles, int canvas, ViewTransform view, Mat picture) {
        if (!view.isUprightScaling()) {
            paintCanvas(tiles, canvas, view, picture);
            return Collections.nCopies(tiles.size(), view);
        }
        picture.put(grey);
        List<ViewTransform> painted = new ArrayList<>();
        for (MosaicTile tile : tiles) {
            painted.add(paintTile(tile, view, picture));
        }
        return painted;
    }

    private ViewTransform paintTile(MosaicTile tile, ViewTransform view, Mat picture) {
        int left = firstPixelFrom(view.x(tile.canvasX(), 0));
        int right = firstPixelFrom(view.x(tile.canvasX() + tile.width(), 0));
        int top = firstPixelFrom(view.y(0, tile.canvasY()));
        int bottom = firstPixelFrom(view.y(0, tile.canvasY() + tile.height()));
        if (left >= right || top >= bottom) {
            return view;
        }
        // The tile's own columns and rows that are seen, whole ones, at least one.
        int fromX = nearest((left - view.shiftX()) / view.scaleX() - tile.canvasX(), 0, tile.width() - 1);
        int toX = nearest((right - view.shiftX()) / view.scaleX() - tile.canvasX(), fromX + 1, tile.width());
        int fromY = nearest((top - view.shiftY()) / view.scaleY() - tile.canvasY(), 0, tile.height() - 1);
        int toY = nearest((bottom - view.shiftY()) / view.scaleY() - tile.canvasY(), fromY + 1, tile.height());
        try (Rect cut = new Rect(tile.sourceX() + fromX, tile.sourceY() + fromY, toX - fromX, toY - fromY);
                Rect seen = new Rect(left, top, right - left, bottom - top);
                Mat source = new Mat(tile.frame().pixels(), cut);
                Mat target = new Mat(picture, seen);
                Size size = new Size(right - left, bottom - top)) {
            opencv_imgproc.resize(source, target, size, 0, 0, opencv_imgproc.INTER_LINEAR);
        }
        return ViewTransform.shift(left, top)
                .after(ViewTransform.scale(
                        (double) (right - left) / (toX - fromX), (double) (bottom - top) / (toY - fromY)))
                .after(ViewTransform.shift(-tile.canvasX() - fromX, -tile.canvasY() - fromY));
    }

    /** The first of the picture's pixels whose centre lies at or beyond a coordinate. */
    private int firstPixelFrom(double coordinate) {
        return (int) Math.max(0, Math.min(imgsz, Math.ceil(coordinate - 0.5)));
    }

    private static int nearest(double value, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.rint(value)));
    }

    private void paintCanvas(List<MosaicTile> tiles, int canvas, ViewTransform view, Mat picture) {
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
