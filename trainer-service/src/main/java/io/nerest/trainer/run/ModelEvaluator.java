package io.nerest.trainer.run;

import io.nerest.detector.inference.Detector;
import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.DeviceChoice;
import io.nerest.trainer.pod.TrainerConfig;
import io.nerest.trainer.registry.EvaluatedModel;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.training.evaluation.DetectionReport;
import io.nerest.training.evaluation.ValidationSamples;
import io.nerest.training.validation.ValidatedBatch;
import io.nerest.training.validation.ValidationPass;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measures weights on the validation frames of a data set. */
@ApplicationScoped
class ModelEvaluator {
    private static final int BATCH = 16;

    private final ComputeDevice device;

    ModelEvaluator(TrainerConfig config) {
        this.device = DeviceChoice.logged(config.device());
    }

    /**
     * Measures weights.
     *
     * @param imgsz image side in pixels
     * @param monitor can stop the measurement after a batch
     */
    EvaluatedModel evaluate(String modelId, Path weights, Dataset dataset, int imgsz, RunMonitor monitor)
            throws IOException, InterruptedException {
        monitor.check();
        List<DatasetItem> items = dataset.val();
        Map<Path, Integer> places = new HashMap<>();
        for (DatasetItem item : items) {
            places.put(item.image(), places.size());
        }
        ValidationSamples samples = new ValidationSamples(
                items.stream().map(DatasetItem::stream).toList(),
                dataset.classNames().size());
        DetectorOptions options =
                DetectorOptions.DEFAULT.withImgsz(imgsz).withDevice(device).withBatch(BATCH);
        ValidationPass pass = new ValidationPass(dataset.classNames(), NmsOptions.forValidation());
        try (Detector detector = Detector.of(TrainedNetwork.read(weights), options)) {
            DetectionReport report = pass.measure(detector, items, imgsz, BATCH, batch -> {
                        stopIfLost(monitor);
                        add(samples, batch, places);
                    })
                    .report();
            samples.complete();
            return new EvaluatedModel(modelId, ReportedMetrics.of(report), ReportedMetrics.byStream(report), samples);
        }
    }

    private static void add(ValidationSamples samples, ValidatedBatch batch, Map<Path, Integer> places) {
        for (int i = 0; i < batch.items().size(); i++) {
            DatasetItem item = batch.items().get(i);
            int place = Objects.requireNonNull(places.get(item.image()));
            samples.add(
                    place,
                    item.stream(),
                    item.groundTruths(),
                    batch.detections().get(i));
        }
    }

    private static void stopIfLost(RunMonitor monitor) throws IOException {
        if (monitor.isStopped()) {
            throw new IOException("the measurement was stopped");
        }
    }
}
