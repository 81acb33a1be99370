package io.nerest.ingest.label;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/** What labels may contain. */
@ConfigMapping(prefix = "nerest.ingest.label")
public interface LabelConfig {
    @ConfigDescription(
            "Class names, in the order of their ids from 0. `nerest.class-names` is shared with the trainer.")
    @WithDefault("${nerest.class-names:fish}")
    @NotEmpty List<@NotBlank String> classNames();
}
