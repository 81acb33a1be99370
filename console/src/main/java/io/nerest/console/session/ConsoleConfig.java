package io.nerest.console.session;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the console. */
@ConfigMapping(prefix = "nerest.console")
public interface ConsoleConfig {
    @ConfigDescription("URL of the ingest service.")
    @WithDefault("http://localhost:8081")
    URI ingest();

    @ConfigDescription("URL of the scoring service, whose state the Operations page shows.")
    @WithDefault("http://localhost:8082")
    URI scoring();

    @ConfigDescription("URL of the selector service.")
    @WithDefault("http://localhost:8083")
    URI selector();

    @ConfigDescription("URL of the trainer service.")
    @WithDefault("http://localhost:8084")
    URI trainer();

    @ConfigDescription("Bearer token that the console sends to the services; none if they require none.")
    Optional<String> serviceToken();

    @ConfigDescription(
            "Secret that signs logins and sessions, at least 32 characters; the same for all pods. Without it, sessions end when the console restarts.")
    Optional<@Size(min = 32) String> key();

    @ConfigDescription(
            "Host names that browsers may use for the console; requests for others are refused, so that a hostile page cannot rebind its name to this address.")
    @WithDefault("localhost,127.0.0.1,[::1]")
    @NotEmpty List<@NotBlank String> hosts();

    @ConfigDescription(
            "Whether the session cookie is sent over HTTPS only. Required unless the console is reached on this machine.")
    @WithDefault("false")
    boolean secureCookie();

    @ConfigDescription("How long a session lasts.")
    @WithDefault("P30D")
    Duration sessionAge();

    @ConfigDescription("How long a frame is reserved for the annotator who received it, unless the page renews it.")
    @WithDefault("2m")
    Duration lease();

    @ConfigDescription(
            "Share of the frames that annotators see without suggested boxes, to measure the influence of suggestions, 0 to 0.5.")
    @WithDefault("0.07")
    @DecimalMin("0") @DecimalMax("0.5") double blindShare();
}
