package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.nerest.contracts.InvalidEventException;
import io.nerest.service.failure.Failure;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong in a request into a problem detail. What is not the caller's fault is logged, not shown. */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_S = "5";

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return Problem.response(e.status(), String.valueOf(e.getMessage()), e.extensions());
    }

    @ServerExceptionMapper
    Response invalid(InvalidEventException e) {
        return Problem.response(UNPROCESSABLE, String.valueOf(e.getMessage()), Map.of());
    }

    @ServerExceptionMapper
    Response violated(ConstraintViolationException e) {
        String detail = e.getConstraintViolations().stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return Problem.response(UNPROCESSABLE, detail, Map.of());
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        Throwable cause = e.getCause();
        if (cause instanceof InvalidEventException invalid) {
            return invalid(invalid);
        }
        String where =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? " at " + mapping.getPathReference().replaceAll("[\\w.$]+\\[", "[")
                        : "";
        return Problem.response(
                BAD_REQUEST, "the JSON cannot be read" + where + ": " + e.getOriginalMessage(), Map.of());
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return unreadable(json);
        }
        int status = e.getResponse().getStatus();
        String detail = e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
        return status < BAD_REQUEST ? e.getResponse() : Problem.response(status, detail, Map.of());
    }

    @ServerExceptionMapper
    Response anything(Exception e) {
        UUID id = UUID.randomUUID();
        if (Failure.of(e) == Failure.TRANSIENT) {
            LOG.warnf("a request failed of a server out of reach (%s): %s", id, e);
            Response unavailable = Problem.response(
                    UNAVAILABLE,
                    "a server that this service stands on is out of reach; try again soon. The log tells more under "
                            + id,
                    Map.of());
            return Response.fromResponse(unavailable)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S)
                    .build();
        }
        LOG.errorf(e, "a request failed (%s)", id);
        return Problem.response(500, "something failed in this service; its log tells more under " + id, Map.of());
    }
}
