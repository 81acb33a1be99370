package io.nerest.service.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Ends the start of a service without any valid credentials, or with the launcher's token on public addresses. */
@ApplicationScoped
class AccessCheck {
    private static final Logger LOG = Logger.getLogger(AccessCheck.class);

    private final AccessConfig config;
    private final boolean oidc;
    private final String host;

    AccessCheck(
            AccessConfig config,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidc,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.config = config;
        this.oidc = oidc;
        this.host = host;
    }

    void onStart(@Observes StartupEvent start) {
        AccessSettings.problem(oidc, config.token(), config.tokenBeyondLoopback(), host)
                .ifPresent(problem -> {
                    throw new IllegalStateException(problem);
                });
        AccessSettings.warning(oidc, config.token(), config.tokenBesideOidc()).ifPresent(LOG::warn);
    }
}
