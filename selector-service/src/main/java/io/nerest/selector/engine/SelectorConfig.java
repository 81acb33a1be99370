package io.nerest.selector.engine;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** How often the selector advances campaigns. */
@ConfigMapping(prefix = "nerest.selector")
public interface SelectorConfig {

    @Pattern(regexp = "off|\\d+(ms|s|m)")
    @WithDefault("1s")
    @ConfigDescription(
            "How often running campaigns are advanced. `off` only for tests that advance campaigns themselves.")
    String interval();
}
