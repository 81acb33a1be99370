package io.nerest.service.lifecycle;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Whether the process stops when its standard input ends. */
@ConfigMapping(prefix = "nerest.stop-on-stdin-eof")
public interface StdinConfig {
    @WithParentName
    @WithDefault("false")
    @ConfigDescription(
            "Stops the service when its standard input ends. A launcher sets it, so that no service outlives it.")
    boolean enabled();
}
