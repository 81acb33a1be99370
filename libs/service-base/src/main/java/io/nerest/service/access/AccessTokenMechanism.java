package io.nerest.service.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Accepts the configured access token, as bearer token or as the password of Basic authentication. Other tokens are left to
 * OIDC and to the keys of cameras; so is this one if an identity provider is enabled, unless the settings allow both.
 */
@ApplicationScoped
class AccessTokenMechanism implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;

    private final Optional<byte[]> expected;

    AccessTokenMechanism(AccessConfig config, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidc) {
        this.expected = config.token()
                .filter(token -> AccessSettings.isTokenAccepted(oidc, config.tokenBesideOidc()))
                .map(token -> token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        boolean matches = expected.isPresent()
                && BearerToken.of(context)
                        .or(() -> BasicPassword.of(context))
                        .map(token -> MessageDigest.isEqual(expected.get(), token.getBytes(StandardCharsets.UTF_8)))
                        .orElse(false);
        return matches ? Uni.createFrom().item(launcher()) : Uni.createFrom().nullItem();
    }

    private static SecurityIdentity launcher() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("launcher"))
                .addRoles(Set.copyOf(Roles.OF_PEOPLE))
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
    }

    /** Before OIDC, which rejects every token that is no JWT of its issuer. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;
    }
}
