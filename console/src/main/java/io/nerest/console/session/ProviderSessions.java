package io.nerest.console.session;

import io.nerest.service.access.BearerToken;
import io.nerest.service.access.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of people who log in with an OpenID Connect provider: a proxy in front of the console adds their access token to each
 * request. The console checks the token as the services do, and passes it on to them, so that they check their own roles.
 */
@ApplicationScoped
public class ProviderSessions {
    private static final int LONGEST_NAME = 100;

    private final boolean enabled;
    private final Instance<HttpAuthenticator> authenticator;

    ProviderSessions(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
            Instance<HttpAuthenticator> authenticator) {
        this.enabled = enabled;
        this.authenticator = authenticator;
    }

    /** Whether a request carries a token that a provider may have made. */
    public boolean isOffered(RoutingContext request) {
        return enabled && BearerToken.of(request).isPresent();
    }

    /** Returns the session of the request's token; empty if the token is invalid or has none of the roles. */
    public Uni<Optional<ConsoleSession>> of(RoutingContext request) {
        String token = BearerToken.of(request).orElse("");
        return authenticator
                .get()
                .attemptAuthentication(request)
                .map(identity -> session(identity, token))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Optional<ConsoleSession> session(@Nullable SecurityIdentity identity, String token) {
        if (identity == null || identity.isAnonymous()) {
            return Optional.empty();
        }
        String name = identity.getPrincipal().getName();
        return name == null || name.isBlank() || name.length() > LONGEST_NAME
                ? Optional.empty()
                : session(name, identity.getRoles(), token);
    }

    /** The session of a person with roles of the provider; empty if none of them may use the console. */
    static Optional<ConsoleSession> session(String name, Set<String> roles, String token) {
        boolean mayLabel = roles.contains(Roles.ECOLOGIST) || roles.contains(Roles.OPERATOR);
        return role(roles).map(role -> new ConsoleSession(name, role, mayLabel, token));
    }

    /** The pages that a role may use. Which requests it may send in them is decided by the services, too. */
    static Optional<ConsoleRole> role(Set<String> roles) {
        if (roles.contains(Roles.OPERATOR) || roles.contains(Roles.ENGINEER)) {
            return Optional.of(ConsoleRole.OPERATOR);
        }
        return roles.contains(Roles.ECOLOGIST) ? Optional.of(ConsoleRole.LABELLER) : Optional.empty();
    }
}
