package io.nerest.scoring.labelstudio;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The Label Studio whose images may be fetched. */
@ConfigMapping(prefix = "nerest.scoring.label-studio")
public interface LabelStudioConfig {
    @ConfigDescription(
            "Address of the Label Studio that asks for predictions, such as `http://label-studio:8080`. Images are fetched from there only; without it, no predictions are returned.")
    Optional<URI> url();

    @ConfigDescription("Access token with which images are fetched from Label Studio.")
    Optional<String> apiKey();
}
