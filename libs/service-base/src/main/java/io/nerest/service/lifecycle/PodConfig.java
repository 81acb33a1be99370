package io.nerest.service.lifecycle;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/** Name of this process among the pods of its service. */
@ConfigMapping(prefix = "nerest.pod")
public interface PodConfig {
    @WithParentName
    @ConfigDescription(
            "Name of this process, unique among the pods of a service. If it is not set, `HOSTNAME` is used; without it, the service's name with a random suffix.")
    Optional<String> name();
}
