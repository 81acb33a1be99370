package io.nerest.training.augmentation;

import io.nerest.vision.box.Box;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Pastes mirrored copies of an image's own objects onto its other side. Data sets have boxes and no outlines, so a
 * copy is the rectangle of its box, including background.
 */
final class CopyPaste {
    private static final double MOST_COVERED = 0.3;

    private CopyPaste() {}

    /**
     * Copies each object with the given probability, where the copy covers at most 30 % of any object that is there.
     */
    static void mirrored(Mat image, List<PlacedBox> boxes, int imgsz, double probability, SplittableRandom random) {
        for (PlacedBox original : List.copyOf(boxes)) {
            if (random.nextDouble() >= probability) {
                continue;
            }
            int x = (int) Math.floor(original.box().x1());
            int y = (int) Math.floor(original.box().y1());
            int width = Math.min(imgsz, (int) Math.ceil(original.box().x2())) - x;
            int height = Math.min(imgsz, (int) Math.ceil(original.box().y2())) - y;
            Box copy = new Box(
                    imgsz - original.box().x2(),
                    original.box().y1(),
                    imgsz - original.box().x1(),
                    original.box().y2());
            if (boxes.stream().anyMatch(there -> covered(there.box(), copy) > MOST_COVERED)) {
                continue;
            }
            try (Rect from = new Rect(x, y, width, height);
                    Rect to = new Rect(imgsz - x - width, y, width, height);
                    Mat source = new Mat(image, from);
                    Mat target = new Mat(image, to);
                    Mat mirrored = new Mat()) {
                opencv_core.flip(source, mirrored, 1);
                mirrored.copyTo(target);
            }
            boxes.add(new PlacedBox(original.classId(), copy));
        }
    }

    private static double covered(Box there, Box copy) {
        float w = Math.min(there.x2(), copy.x2()) - Math.max(there.x1(), copy.x1());
        float h = Math.min(there.y2(), copy.y2()) - Math.max(there.y1(), copy.y1());
        return w <= 0 || h <= 0 ? 0 : w * h / there.area();
    }
}
