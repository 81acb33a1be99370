package io.nerest.service.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a problem detail, {@code application/problem+json} (RFC 9457). */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    /**
     * Creates a problem.
     *
     * @param status HTTP status, 400 to 599
     * @param detail one sentence: what is wrong, where, and what to do
     */
    public ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** Adds an extension member to the problem. */
    public ProblemException with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
