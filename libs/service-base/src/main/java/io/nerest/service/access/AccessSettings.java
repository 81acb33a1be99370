package io.nerest.service.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Which combinations of settings a service starts with. */
final class AccessSettings {
    private static final int SHORTEST_TOKEN = 32;

    private AccessSettings() {}

    /**
     * Returns what is wrong with the settings; empty if a service may start with them.
     *
     * @param oidc whether tokens of an identity provider are accepted
     * @param token the access token, if one is configured
     * @param beyondLoopback whether the access token is accepted on all addresses
     * @param host address that the service listens on
     */
    static Optional<String> problem(boolean oidc, Optional<String> token, boolean beyondLoopback, String host) {
        if (!oidc && token.isEmpty()) {
            return Optional.of(
                    "no access control is configured: set quarkus.oidc.tenant-enabled=true and"
                            + " quarkus.oidc.auth-server-url to those of an identity provider, or nerest.access.token on one machine");
        }
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            return Optional.of("nerest.access.token has " + token.get().length() + " characters; it needs at least "
                    + SHORTEST_TOKEN + ", and must be random");
        }
        if (token.isPresent() && !beyondLoopback && !isLoopback(host)) {
            return Optional.of("nerest.access.token is set, but the service listens on " + host
                    + ", which other machines may reach: use OIDC, set quarkus.http.host=localhost, or for a trial"
                    + " nerest.access.token-beyond-loopback=true");
        }
        return Optional.empty();
    }

    /**
     * Returns whether requests with the access token are accepted.
     *
     * @param oidc whether tokens of an identity provider are accepted
     * @param besideOidc whether the access token is accepted even then
     */
    static boolean isTokenAccepted(boolean oidc, boolean besideOidc) {
        return !oidc || besideOidc;
    }

    /** Returns what an operator should know about settings that a service starts with; empty if there is nothing. */
    static Optional<String> warning(boolean oidc, Optional<String> token, boolean besideOidc) {
        if (!oidc || token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                isTokenAccepted(true, besideOidc)
                        ? "nerest.access.token gives the rights of all roles beside the identity provider, because"
                                + " nerest.access.token-beside-oidc is true"
                        : "nerest.access.token is refused, because an identity provider is enabled: remove it, or set"
                                + " nerest.access.token-beside-oidc=true");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
