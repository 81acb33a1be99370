package io.nerest.service.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Checks the path and query of a request before the framework decodes them. */
final class RequestTarget {
    private RequestTarget() {}

    /** Returns what is wrong with a request's path and query; empty if they can be decoded. */
    static Optional<String> problem(String target) {
        if (!target.startsWith("/") && !target.startsWith("http")) {
            return Optional.of("the request must name a path that starts with '/'");
        }
        try {
            return new URI(target).getRawPath() == null
                    ? Optional.of("the request must name a path that starts with '/'")
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("the URL is malformed at character " + (Math.max(0, e.getIndex()) + 1)
                    + ": '%' must be followed by two hexadecimal digits, and special characters must be encoded");
        }
    }
}
