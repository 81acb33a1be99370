package io.nerest.detection.export;

import io.nerest.detection.boxes.NmsOptions;
import io.nerest.detection.dataset.DatasetItem;
import io.nerest.detection.evaluation.DetectionMetrics;
import io.nerest.detection.evaluation.GroupMetrics;
import io.nerest.detection.evaluation.TruthBox;
import io.nerest.detection.inference.Detector;
import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.pictures.PictureLimits;
import io.nerest.pictures.PictureRefusedException;
import java.util.List;

/** How well one form of a model finds the objects of a validation set. */
final class FormAccuracy {
    private FormAccuracy() {}

    /**
     * Predicts every picture, one at a time, and measures.
     *
     * @param detector with the options of {@link NmsOptions#forValidation()}
     */
    static GroupMetrics measure(Detector detector, List<DatasetItem> items) throws PictureRefusedException {
        DetectionMetrics metrics = new DetectionMetrics(detector.classNames());
        for (DatasetItem item : items) {
            List<TruthBox> truths = item.labels().stream()
                    .map(label -> new TruthBox(label.toPixels(item.width(), item.height()), label.classId()))
                    .toList();
            try (Picture picture = PictureDecoder.decode(item.image(), PictureLimits.DEFAULT)) {
                metrics.add(item.stream(), truths, detector.predict(picture).detections());
            }
        }
        return metrics.report().all();
    }
}
