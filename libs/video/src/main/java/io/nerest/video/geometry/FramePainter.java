package io.nerest.video.geometry;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.spec.FrameGeometry;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Applies rotation, crop and mask to frames. */
public final class FramePainter {
    /** The grey of a letterbox. */
    private static final int GREY = 114;

    private FramePainter() {}

    /** Returns the changed frame, closed by the caller. The given one is closed. */
    public static DecodedImage apply(FrameGeometry geometry, DecodedImage frame) {
        DecodedImage turned = rotated(geometry.rotation(), frame);
        DecodedImage cropped = cropped(geometry.crop(), turned);
        geometry.mask().forEach(polygon -> fill(cropped.mat(), polygon, GREY));
        return cropped;
    }

    /** Returns the pixels of an image of a size that the mask covers, row by row. */
    public static BitSet masked(FrameGeometry geometry, int width, int height) {
        BitSet masked = new BitSet(width * height);
        try (Scalar none = Scalar.all(0);
                Mat image = new Mat(height, width, opencv_core.CV_8UC1, none)) {
            geometry.mask().forEach(polygon -> fill(image, polygon, 1));
            byte[] pixels = new byte[width * height];
            image.data().get(pixels);
            for (int i = 0; i < pixels.length; i++) {
                masked.set(i, pixels[i] != 0);
            }
        }
        return masked;
    }

    private static DecodedImage rotated(int degrees, DecodedImage frame) {
        int code = switch (degrees) {
            case 90 -> opencv_core.ROTATE_90_CLOCKWISE;
            case 180 -> opencv_core.ROTATE_180;
            case 270 -> opencv_core.ROTATE_90_COUNTERCLOCKWISE;
            default -> -1;
        };
        if (code < 0) {
            return frame;
        }
        try (frame) {
            Mat turned = new Mat();
            opencv_core.rotate(frame.mat(), turned, code);
            return new DecodedImage(turned);
        }
    }

    private static DecodedImage cropped(FrameGeometry.Crop crop, DecodedImage frame) {
        if (crop.equals(FrameGeometry.UNCHANGED.crop())) {
            return frame;
        }
        int x = Math.min(frame.width() - 1, (int) Math.round(crop.x() * frame.width()));
        int y = Math.min(frame.height() - 1, (int) Math.round(crop.y() * frame.height()));
        int width = Math.max(1, Math.min(frame.width() - x, (int) Math.round(crop.width() * frame.width())));
        int height = Math.max(1, Math.min(frame.height() - y, (int) Math.round(crop.height() * frame.height())));
        try (frame;
                DecodedImage part = frame.crop(x, y, width, height)) {
            return part.copy();
        }
    }

    private static void fill(Mat image, List<FrameGeometry.Point> polygon, int value) {
        int[] corners = new int[2 * polygon.size()];
        for (int i = 0; i < polygon.size(); i++) {
            corners[2 * i] = (int) Math.round(polygon.get(i).x() * (image.cols() - 1));
            corners[2 * i + 1] = (int) Math.round(polygon.get(i).y() * (image.rows() - 1));
        }
        try (IntPointer values = new IntPointer(corners);
                Mat points = new Mat(polygon.size(), 1, opencv_core.CV_32SC2, values);
                MatVector polygons = new MatVector(points);
                Scalar colour = Scalar.all(value);
                Point offset = new Point(0, 0)) {
            opencv_imgproc.fillPoly(image, polygons, colour, opencv_imgproc.LINE_8, 0, offset);
        }
    }
}
