package io.nerest.cli.figures;

import io.nerest.detector.image.BoxPainter;
import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.RgbPlanes;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.vision.box.Box;
import io.nerest.vision.box.Detection;
import io.nerest.vision.box.LabelledBox;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Draws the first images of a batch, with boxes, on one sheet. */
public final class BatchSheet {
    /** Maximum number of images per sheet, as in Ultralytics' {@code train_batch0.jpg}. */
    public static final int MOST_IMAGES = 16;

    private BatchSheet() {}

    /** Draws a batch with its labels. */
    public static DecodedImage ofLabels(TrainingBatch batch, List<String> classNames) {
        List<List<Detection>> labels = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            labels.add(new ArrayList<>());
        }
        float[] t = batch.targets();
        for (int i = 0; i < t.length; i += 6) {
            LabelledBox label = new LabelledBox((int) t[i + 1], t[i + 2], t[i + 3], t[i + 4], t[i + 5]);
            labels.get((int) t[i])
                    .add(new Detection(label.toPixels(batch.width(), batch.height()), 1, label.classId()));
        }
        return paint(batch, labels, classNames, false);
    }

    /**
     * Draws a batch with detections.
     *
     * @param detections of each image, in pixels of the batch
     */
    public static DecodedImage ofDetections(
            TrainingBatch batch, List<List<Detection>> detections, List<String> classNames) {
        return paint(batch, detections, classNames, true);
    }

    private static DecodedImage paint(
            TrainingBatch batch, List<List<Detection>> boxes, List<String> classNames, boolean withConfidence) {
        int shown = Math.min(batch.count(), MOST_IMAGES);
        int columns = (int) Math.ceil(Math.sqrt(shown));
        int rows = (shown + columns - 1) / columns;
        DecodedImage sheet = DecodedImage.filled(columns * batch.width(), rows * batch.height(), 255);
        BoxPainter painter = new BoxPainter(classNames);
        for (int i = 0; i < shown; i++) {
            try (DecodedImage image = RgbPlanes.read(
                            batch.pixels(), i * 3 * batch.height() * batch.width(), batch.height(), batch.width());
                    Rect place = new Rect(
                            i % columns * batch.width(), i / columns * batch.height(), batch.width(), batch.height());
                    Mat target = new Mat(sheet.mat(), place)) {
                if (withConfidence) {
                    painter.paint(image, boxes.get(i));
                } else {
                    for (Detection label : boxes.get(i)) {
                        Box box = label.box();
                        painter.paint(image, box, label.classId());
                    }
                }
                image.mat().copyTo(target);
            }
        }
        return sheet;
    }
}
