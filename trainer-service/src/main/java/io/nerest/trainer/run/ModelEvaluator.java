package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.validation.ValidationPass;
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
     * @param monitor can stop the measurement after a batch
     */
    Metrics evaluate(Path weights, Dataset dataset, int imgsz, RunMonitor monitor)
            throws IOException, InterruptedException {
        monitor.check();
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(imgsz).withDevice(device).withBatch(BATCH);
        ValidationPass pass = new ValidationPass(dataset.classNames(), NmsOptions.forValidation());
        try (Detector detector = Detector.of(TrainedNetwork.read(weights), options)) {
            return ReportedMetrics.of(pass.measure(detector, dataset.val(), imgsz, BATCH, batch -> stopIfLost(monitor))
                    .report());
        }
    }

    private static void stopIfLost(RunMonitor monitor) throws IOException {
        if (monitor.isStopped()) {
            throw new IOException("the measurement was stopped");
        }
    }
}
