package io.nerest.cli.export;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.engine.NetworkOutput;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.batch.TrainingBatch;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.GroupMetrics;
import io.nerest.training.validation.Validator;
import java.util.List;

/** How well one form of a model finds the objects of a validation set, measured as {@code val} does. */
final class FormAccuracy {
    private static final int BATCH = 8;

    private FormAccuracy() {}

    /**
     * Predicts every picture, on rectangles.
     *
     * @throws InterruptedException where the thread is interrupted
     */
    static GroupMetrics measure(Detector detector, List<DatasetItem> items, int imgsz) throws InterruptedException {
        Validator validator = new Validator(detector.classNames(), NmsOptions.forValidation());
        BatchOptions options = BatchOptions.of(imgsz, BATCH).withCacheBytes(0);
        try (ValidationBatches batches = new ValidationBatches(items, options, true)) {
            batches.start();
            for (int i = 0; i < batches.batchesPerPass(); i++) {
                try (ValidationBatch next = batches.next()) {
                    TrainingBatch batch = next.batch();
                    NetworkOutput output =
                            detector.engine().run(batch.pixels(), batch.count(), batch.height(), batch.width());
                    validator.add(
                            next.items(),
                            next.transforms(),
                            validator.detections(batch.count(), output.predictions(), output.anchors()));
                }
            }
        }
        return validator.report().all();
    }
}
