package io.nerest.trainer.pod;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;

/** Local files of the trainer. */
@ConfigMapping(prefix = "nerest.work-dir")
public interface WorkFolderConfig {
    @WithParentName
    @WithDefault("build/trainer")
    @ConfigDescription("Folder for the trainer's frames, runs and downloaded weights.")
    Path path();
}
