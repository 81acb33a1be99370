package io.nerest.ingest.resumable;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Reads {@code X-HTTP-Method-Override} of parts of uploads: some HTTP clients and proxies cannot send PATCH. */
public final class TusMethodOverride {
    @ServerRequestFilter(preMatching = true)
    void override(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (request.getMethod().equals("POST")
                && "PATCH".equals(request.getHeaderString("X-HTTP-Method-Override"))
                && path.matches("/?api/uploads/[^/]+")) {
            request.setMethod("PATCH");
        }
    }
}
