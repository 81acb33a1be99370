package io.nerest.trainer.pod;

import io.nerest.system.ConfigDescription;
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

/** Base checkpoint, device, promotion gate, and leases and retries of jobs. */
@ConfigMapping(prefix = "nerest.trainer")
public interface TrainerConfig {
    @ConfigDescription("Weights file of the base checkpoint. It is published at start-up if it is not published yet.")
    Optional<Path> baseCheckpoint();

    @NotBlank @WithDefault("cpu")
    @ConfigDescription(
            "Compute device: `cpu`, the index of a CUDA device, or `auto`: the GPU if it works, else the CPU.")
    String device();

    @DecimalMin("0") @DecimalMax("1") @WithDefault("0")
    @ConfigDescription(
            "Largest mAP50 and mAP50-95 by which a promoted model can be lower than the live one on the validation frames. A model that is lower by the whole 95 % interval of the difference is never promoted.")
    double gateMargin();

    @DurationMin(seconds = 1)
    @WithDefault("60s")
    @ConfigDescription("Time without renewal after which another pod can claim a running job.")
    Duration lease();

    @DurationMin(millis = 10)
    @WithDefault("5s")
    @ConfigDescription("Interval at which an idle pod checks the queue of jobs.")
    Duration pollInterval();

    @WithDefault("true")
    @ConfigDescription(
            "Whether a run is stored in the object store after each epoch, so that any pod can resume it. Otherwise only the pod that ran it can.")
    boolean storeRuns();

    @Min(2) @WithDefault("10")
    @ConfigDescription("Downloaded weights files that stay in the work folder after a job: those used last.")
    int cachedModels();

    @Min(1) @WithDefault("10")
    @ConfigDescription("Attempts at a job, over all pods, before it fails.")
    int maxAttempts();

    @DurationMin(millis = 1)
    @WithDefault("5s")
    @ConfigDescription(
            "Pause before a job is attempted again because a server was unreachable; doubled for each further attempt, up to two minutes.")
    Duration retryPause();
}
