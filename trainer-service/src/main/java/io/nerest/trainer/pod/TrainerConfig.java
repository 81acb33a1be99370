package io.nerest.trainer.pod;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Configuration of the trainer. */
@ConfigMapping(prefix = "nerest.trainer")
public interface TrainerConfig {
    /** Weights file of the base checkpoint, published at start-up if it is not published yet. */
    Optional<Path> baseCheckpoint();

    /** Compute device: {@code cpu}, or the index of a CUDA device. */
    @NotBlank
    @WithDefault("cpu")
    String device();

    /** Largest mAP50-95 by which a promoted model may be worse than the live one, in [0, 1]. */
    @DecimalMin("0")
    @DecimalMax("1")
    @WithDefault("0.01")
    double gateMargin();

    /** Time without renewal after which another pod may claim a running job. */
    @DurationMin(seconds = 1)
    @WithDefault("60s")
    Duration lease();

    /** Interval at which an idle pod checks the queue. */
    @DurationMin(millis = 10)
    @WithDefault("5s")
    Duration pollInterval();

    /** Attempts at a job, over all pods, before it fails. */
    @Min(1)
    @WithDefault("10")
    int maxAttempts();

    /** Pause before the second attempt after a server was unreachable; doubled for each further attempt. */
    @DurationMin(millis = 1)
    @WithDefault("5s")
    Duration retryPause();

    /** Name of this pod. A restarted pod with the same name resumes its own job at once. */
    @WithDefault("${nerest.pod:${HOSTNAME:}}")
    Optional<String> pod();

    /** Folder for frames, runs and downloaded weights. */
    @WithDefault("${nerest.work-dir:build/trainer}")
    Path workDir();
}
