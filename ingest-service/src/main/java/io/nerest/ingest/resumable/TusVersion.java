package io.nerest.ingest.resumable;

import io.nerest.service.http.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses other versions of tus, and names the version in all answers, those of refused requests too. */
@Provider
@TusOperation
public class TusVersion implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String HEADER = "Tus-Resumable";
    private static final String VERSION = "1.0.0";
    private static final int UNSUPPORTED_VERSION = 412;

    @Override
    public void filter(ContainerRequestContext request) {
        String version = request.getHeaderString(HEADER);
        if (version != null && !version.equals(VERSION)) {
            throw ProblemException.describedBy(
                            UNSUPPORTED_VERSION,
                            "'" + HEADER + "' must be " + VERSION + ", the version of this service")
                    .header("Tus-Version", VERSION);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, VERSION);
    }
}
