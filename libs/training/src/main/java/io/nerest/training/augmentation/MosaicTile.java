package io.nerest.training.augmentation;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The position of a frame on a mosaic canvas.
 *
 * @param frame the frame
 * @param sourceX first column of the frame that lies on the canvas
 * @param sourceY first row
 * @param width columns that lie on the canvas
 * @param height rows
 * @param canvasX where the first of these columns lies
 * @param canvasY where the first of these rows lies
 */
record MosaicTile(LoadedFrame frame, int sourceX, int sourceY, int width, int height, int canvasX, int canvasY) {

    /** Returns the horizontal shift from frame to canvas coordinates. */
    int shiftX() {
        return canvasX - sourceX;
    }

    /** Returns the vertical shift from frame to canvas coordinates. */
    int shiftY() {
        return canvasY - sourceY;
    }

    /**
     * Places four frames around a random point in the central half of a canvas of side 2 {@code imgsz}, each with a
     * corner at that point, clipped to the canvas.
     */
    static List<MosaicTile> mosaic(List<LoadedFrame> four, int imgsz, SplittableRandom random) {
        int x = imgsz / 2 + random.nextInt(imgsz + 1);
        int y = imgsz / 2 + random.nextInt(imgsz + 1);
        return List.of(
                corner(four.get(0), x, y, true, true, imgsz),
                corner(four.get(1), x, y, false, true, imgsz),
                corner(four.get(2), x, y, true, false, imgsz),
                corner(four.get(3), x, y, false, false, imgsz));
    }

    private static MosaicTile corner(LoadedFrame frame, int x, int y, boolean left, boolean top, int imgsz) {
        Mat pixels = frame.pixels();
        int width = Math.min(pixels.cols(), left ? x : 2 * imgsz - x);
        int height = Math.min(pixels.rows(), top ? y : 2 * imgsz - y);
        return new MosaicTile(
                frame,
                left ? pixels.cols() - width : 0,
                top ? pixels.rows() - height : 0,
                width,
                height,
                left ? x - width : x,
                top ? y - height : y);
    }

    /** Centres one frame on a canvas of side {@code imgsz}. */
    static List<MosaicTile> letterbox(LoadedFrame frame, int imgsz) {
        int width = frame.pixels().cols();
        int height = frame.pixels().rows();
        int x = (int) Math.rint((imgsz - width) / 2.0 - 0.1);
        int y = (int) Math.rint((imgsz - height) / 2.0 - 0.1);
        return List.of(new MosaicTile(frame, 0, 0, width, height, x, y));
    }
}
