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

/** Shows a batch as people look at it: its first pictures on one sheet, with boxes drawn. */
public final class BatchSheet {
    /** Pictures on a sheet at most, as in the reference's {@code train_batch0.jpg}. */
    public static final int MOST_PICTURES = 16;

    private BatchSheet() {}

    /** The batch with its labels. */
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
     * The batch with what the network found.
     *
     * @param detections of each picture, in pixels of the batch
     */
    public static DecodedImage ofDetections(
            TrainingBatch batch, List<List<Detection>> detections, List<String> classNames) {
        return paint(batch, detections, classNames, true);
    }

    private static DecodedImage paint(
            TrainingBatch batch, List<List<Detection>> boxes, List<String> classNames, boolean withConfidence) {
        int shown = Math.min(batch.count(), MOST_PICTURES);
        int columns = (int) Math.ceil(Math.sqrt(shown));
        int rows = (shown + columns - 1) / columns;
        DecodedImage sheet = DecodedImage.filled(columns * batch.width(), rows * batch.height(), 255);
        BoxPainter painter = new BoxPainter(classNames);
        for (int i = 0; i < shown; i++) {
            try (DecodedImage picture = RgbPlanes.read(
                            batch.pixels(), i * 3 * batch.height() * batch.width(), batch.height(), batch.width());
                    Rect place = new Rect(
                            i % columns * batch.width(), i / columns * batch.height(), batch.width(), batch.height());
                    Mat target = new Mat(sheet.mat(), place)) {
                if (withConfidence) {
                    painter.paint(picture, boxes.get(i));
                } else {
                    for (Detection label : boxes.get(i)) {
                        Box box = label.box();
                        painter.paint(picture, box, label.classId());
                    }
                }
                picture.mat().copyTo(target);
            }
        }
        return sheet;
    }
}
