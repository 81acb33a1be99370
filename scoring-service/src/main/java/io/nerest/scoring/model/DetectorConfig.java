package io.nerest.scoring.model;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** How a pod runs networks. */
@ConfigMapping(prefix = "nerest.scoring.detector")
public interface DetectorConfig {
    @ConfigDescription(
            "Longer side of an image in the network, in pixels, a multiple of 32. If it is not set, each model's own is used.")
    OptionalInt imgsz();

    @ConfigDescription(
            "Minimum confidence of a published detection. It is low because selection needs uncertain detections.")
    @WithDefault("0.05")
    @DecimalMin("0") @DecimalMax("1") double confidence();

    @ConfigDescription("NMS drops the less confident of two boxes with a higher IoU.")
    @WithDefault("0.7")
    @DecimalMin("0") @DecimalMax("1") double iou();

    @ConfigDescription("`cpu`, the number of a CUDA device, or `auto`: the GPU if it works, else the CPU.")
    @WithDefault("cpu")
    @NotBlank String device();

    @ConfigDescription("Compute threads; 0 for one per core.")
    @WithDefault("0")
    @Min(0) int threads();

    @ConfigDescription("Images per inference.")
    @WithDefault("8")
    @Min(1) int batch();

    @ConfigDescription(
            "Side of tiles in pixels, at least 32. Frames are scored whole and in tiles, so that small objects are larger in the network; the cost of a frame grows with the number of tiles. 0 scores frames whole only.")
    @WithDefault("0")
    @Min(0) int slice();

    @ConfigDescription(
            "Shortest time of an inference, for trials of capacity: after a faster one the pod waits. Leave it at 0 otherwise.")
    @WithDefault("0s")
    @DurationMin(millis = 0)
    Duration leastDuration();
}
