package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.inference.NetworkOutput;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.training.augmentation.BatchOptions;
import io.nerest.training.augmentation.ValidationBatch;
import io.nerest.training.augmentation.ValidationBatches;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.validation.Validator;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;

/** Measures weights on the validation frames of a data set. */
@ApplicationScoped
class ModelEvaluator {
    private static final int BATCH = 16;

    private final ComputeDevice device;

    ModelEvaluator(TrainerConfig config) {
        this.device = ComputeDevice.parse(config.device());
    }

    /**
     * Measures weights.
     *
     * @param imgsz image side in pixels
     * @param monitor checked before each batch
     */
    Metrics evaluate(Path weights, Dataset dataset, int imgsz, RunMonitor monitor)
            throws IOException, InterruptedException {
        TrainedNetwork network = TrainedNetwork.read(weights);
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(imgsz).withDevice(device).withBatch(BATCH);
        Validator validator = new Validator(dataset.classNames(), NmsOptions.forValidation());
        try (Detector detector = Detector.of(network, options);
                ValidationBatches batches = new ValidationBatches(dataset.val(), BatchOptions.of(imgsz, BATCH), true)) {
            batches.start();
            for (int i = 0; i < batches.batchesPerPass(); i++) {
                monitor.check();
                try (ValidationBatch batch = batches.next()) {
                    NetworkOutput output = detector.engine()
                            .run(
                                    batch.batch().pixels(),
                                    batch.batch().count(),
                                    batch.batch().height(),
                                    batch.batch().width());
                    validator.add(
                            batch.items(),
                            batch.transforms(),
                            validator.detections(batch.batch().count(), output.predictions(), output.anchors()));
                }
            }
        }
        return ReportedMetrics.of(validator.report());
    }
}
