package io.nerest.service.access;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The password of a request's {@code Authorization} header (RFC 7617), for tools that can send no bearer token. */
final class BasicPassword {
    private static final String SCHEME = "Basic ";

    private BasicPassword() {}

    /** Returns the password; empty if the header is absent, has another scheme, or is malformed. The user is ignored. */
    static Optional<String> of(RoutingContext request) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            String credentials = new String(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim()), StandardCharsets.UTF_8);
            int colon = credentials.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(credentials.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
