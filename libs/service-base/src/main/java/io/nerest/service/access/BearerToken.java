package io.nerest.service.access;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The token of a request's {@code Authorization} header (RFC 6750). */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Returns the token; empty if the header is absent or has another scheme. */
    public static Optional<String> of(RoutingContext request) {
        String header = request.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).trim())
                : Optional.empty();
    }
}
