package io.nerest.service.http;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Rejects requests with unknown, repeated or unreadable parameters, with 422 and the name of each. */
public final class ParameterCheck {
    private final Map<Method, DeclaredParameters> declared = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ResourceInfo resource, UriInfo uri) {
        List<InvalidField> errors = declared.computeIfAbsent(resource.getResourceMethod(), DeclaredParameters::of)
                .check(uri.getQueryParameters(), uri.getPathParameters());
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
