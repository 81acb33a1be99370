package io.nerest.scoring.model;

import io.nerest.detector.inference.DetectorOptions;
import io.nerest.detector.nms.NmsOptions;
import io.nerest.detector.slicing.ImageDetector;
import io.nerest.detector.slicing.SliceOptions;
import io.nerest.detector.slicing.SlicedDetector;
import io.nerest.detector.torch.DeviceChoice;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Turns the configuration into the detector's options. Created at startup, so that an invalid tile size stops the start. */
@Startup
@ApplicationScoped
public class InferenceSettings {
    private final DetectorConfig config;
    private final @Nullable SliceOptions tiles;

    InferenceSettings(DetectorConfig config) {
        this.config = config;
        this.tiles = config.slice() == 0 ? null : SliceOptions.ofSide(config.slice());
    }

    /** Returns the number of images per inference. */
    public int batch() {
        return config.batch();
    }

    /** Returns the detector that scores frames: {@code whole} itself, or one that also scores tiles with it. */
    public ImageDetector frameDetector(ImageDetector whole) {
        ImageDetector paced =
                config.leastDuration().isZero() ? whole : new PacedDetector(whole, config.leastDuration());
        return tiles == null ? paced : new SlicedDetector(paced, tiles, config.batch());
    }

    /**
     * Returns the minimum of the longer side of a decoded image, in pixels. Tiles need full resolution.
     *
     * @param imgsz longer side of an image in the network
     */
    public int decodedSide(int imgsz) {
        return tiles == null ? imgsz : Integer.MAX_VALUE;
    }

    /** Returns the options for a model. */
    DetectorOptions options(int modelImgsz) {
        NmsOptions defaults = NmsOptions.forPrediction();
        return DetectorOptions.DEFAULT
                .withImgsz(config.imgsz().orElse(modelImgsz))
                .withNms(new NmsOptions(
                        config.confidence(),
                        config.iou(),
                        defaults.maxDet(),
                        defaults.multiLabel(),
                        defaults.maxCandidates()))
                .withDevice(DeviceChoice.logged(config.device()))
                .withThreads(config.threads())
                .withBatch(config.batch());
    }
}
