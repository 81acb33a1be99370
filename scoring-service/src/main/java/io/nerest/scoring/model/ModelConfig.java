package io.nerest.scoring.model;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How a pod keeps and switches models. */
@ConfigMapping(prefix = "nerest.scoring.models")
public interface ModelConfig {
    @ConfigDescription("Folder of the downloaded weights.")
    @WithDefault("${nerest.work-dir:build/scoring}/models")
    Path folder();

    @ConfigDescription("Number of models that stay loaded. Models in use are never closed.")
    @WithDefault("2")
    @Min(1) int maxLoaded();

    @ConfigDescription(
            "Number of downloaded weights files that are kept: those used last. Those of loaded models are never deleted.")
    @WithDefault("10")
    @Min(2) int maxFiles();

    @ConfigDescription("Pause between two attempts to load a model or to store its activation.")
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration retryPause();

    @ConfigDescription(
            "Longest wait for a model that a scoring request names, because the model's event may arrive later.")
    @WithDefault("60s")
    @DurationMin(millis = 0)
    Duration announcementTimeout();
}
