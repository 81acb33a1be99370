package io.nerest.detector.image;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws boxes with class names on images, one colour per class. */
public final class BoxPainter {
    /** Red, green, blue; distinct on water and gravel, and with most forms of red-green colour blindness. */
    private static final int[] COLOURS = {
        0xff5a36, 0x00a3ff, 0xffc400, 0x8d5bff, 0x19d3a2, 0xff4fa0, 0x9be33b, 0x2b50ff, 0xff8a00, 0x00d5e8
    };

    private final List<String> classNames;

    public BoxPainter(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /** Draws detections with their confidences. */
    public void paint(DecodedImage image, List<Detection> detections) {
        for (Detection detection : detections) {
            paint(
                    image,
                    detection.box(),
                    detection.classId(),
                    String.format(Locale.ROOT, "%s %.2f", name(detection.classId()), detection.confidence()));
        }
    }

    /** Draws one box, with the class's name above it. */
    public void paint(DecodedImage image, Box box, int classId) {
        paint(image, box, classId, name(classId));
    }

    private String name(int classId) {
        return classId >= 0 && classId < classNames.size() ? classNames.get(classId) : "class " + classId;
    }

    static void paint(DecodedImage image, Box box, int classId, String text) {
        int line = Math.max(1, Math.round((image.width() + image.height()) / 2f * 0.003f));
        double font = line / 3.0;
        int rgb = COLOURS[Math.floorMod(classId, COLOURS.length)];
        try (Scalar colour = new Scalar(rgb & 0xff, (rgb >> 8) & 0xff, rgb >> 16, 0);
                Scalar white = Scalar.all(255);
                Point topLeft = new Point(Math.round(box.x1()), Math.round(box.y1()));
                Point bottomRight = new Point(Math.round(box.x2()), Math.round(box.y2()))) {
            opencv_imgproc.rectangle(image.mat(), topLeft, bottomRight, colour, line, opencv_imgproc.LINE_AA, 0);
            if (text.isEmpty()) {
                return;
            }
            try (IntPointer baseline = new IntPointer(1);
                    Size size = opencv_imgproc.getTextSize(
                            text, opencv_imgproc.FONT_HERSHEY_SIMPLEX, Math.max(0.35, font), 1, baseline)) {
                int bottom = topLeft.y() - size.height() - 3 < 0 ? topLeft.y() + size.height() + 3 : topLeft.y();
                try (Point from = new Point(topLeft.x(), bottom - size.height() - 3);
                        Point to = new Point(topLeft.x() + size.width(), bottom);
                        Point start = new Point(topLeft.x(), bottom - 2)) {
                    opencv_imgproc.rectangle(
                            image.mat(), from, to, colour, opencv_imgproc.FILLED, opencv_imgproc.LINE_AA, 0);
                    opencv_imgproc.putText(
                            image.mat(),
                            text,
                            start,
                            opencv_imgproc.FONT_HERSHEY_SIMPLEX,
                            Math.max(0.35, font),
                            white,
                            1,
                            opencv_imgproc.LINE_AA,
                            false);
                }
            }
        }
    }
}
