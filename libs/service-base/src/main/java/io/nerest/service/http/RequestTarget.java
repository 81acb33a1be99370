package io.nerest.service.http;

import java.util.Optional;

/** Checks the path and query of a request before the framework decodes them. */
final class RequestTarget {
    private static final int ENCODED = 3;
    private static final int HEXADECIMAL = 16;

    private RequestTarget() {}

    /** Returns what is wrong with a request's path and query; empty if they can be decoded. */
    static Optional<String> problem(String target) {
        if (!target.startsWith("/") && !target.startsWith("http")) {
            return Optional.of("the request must name a path that starts with '/'");
        }
        for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
            if (i + ENCODED > target.length()
                    || Character.digit(target.charAt(i + 1), HEXADECIMAL) < 0
                    || Character.digit(target.charAt(i + 2), HEXADECIMAL) < 0) {
                return Optional.of("the URL is malformed: '%' must be followed by two hexadecimal digits; encode '%' as '%25'");
            }
        }
        return Optional.empty();
    }
}
