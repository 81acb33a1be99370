package io.nerest.scoring.model;

import io.nerest.detection.boxes.NmsOptions;
import io.nerest.detection.inference.Detector;
import io.nerest.detection.inference.DetectorOptions;
import io.nerest.detection.network.ComputeDevice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How this pod runs networks. */
@ConfigMapping(prefix = "nerest.scoring.detector")
public interface DetectorSettings {
    /** Side that frames are looked at; the model's own where it is not set. */
    OptionalInt imgsz();

    /** Least confidence of a detection that is published: selection wants to know of the unsure ones too. */
    @WithDefault("0.05")
    float confidence();

    /** IoU above which the less confident of two boxes is dropped. */
    @WithDefault("0.7")
    float iou();

    /** {@code cpu}, or the number of a CUDA device. */
    @WithDefault("cpu")
    String device();

    /** Compute threads; 0 for one a core. */
    @WithDefault("0")
    int threads();

    /** Frames the network takes at once. */
    @WithDefault("8")
    int batch();

    /** Loads a network with these settings. */
    default Detector load(Path weights, int imgsz) throws IOException {
        NmsOptions usual = NmsOptions.forPrediction();
        return Detector.load(
                weights,
                DetectorOptions.DEFAULT
                        .withImgsz(imgsz)
                        .withNms(new NmsOptions(
                                confidence(), iou(), usual.maxDet(), usual.multiLabel(), usual.maxCandidates()))
                        .withDevice(ComputeDevice.parse(device()))
                        .withThreads(threads())
                        .withBatch(batch()));
    }
}
