package io.nerest.service.access;

import io.nerest.system.ConfigDescription;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Authentication of REST clients. OIDC is configured by {@code quarkus.oidc}. */
@ConfigMapping(prefix = "nerest.access")
public interface AccessConfig {
    @ConfigDescription(
            "Bearer token with the rights of all roles, at least 32 characters: for a launcher on one machine. A service that listens on other than loopback addresses does not start with it.")
    Optional<String> token();

    @ConfigDescription(
            "Accepts `nerest.access.token` on all addresses: for containers whose ports are published on loopback only, and for trials.")
    @WithDefault("false")
    boolean tokenBeyondLoopback();

    @ConfigDescription(
            "Accepts `nerest.access.token` although an identity provider is enabled. Without this, the token is refused (401) from then on.")
    @WithDefault("false")
    boolean tokenBesideOidc();
}
