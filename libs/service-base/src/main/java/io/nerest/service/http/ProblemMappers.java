package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.nerest.contracts.InvalidEventException;
import io.nerest.service.failure.Failure;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers failed requests with problem details: 400 for malformed JSON, 422 with the invalid fields for bodies and
 * parameters that break a rule, 503 with {@code Retry-After} for transient failures, and 500 with a log id for all others.
 */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "5";

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
        return invalidFields(e.getConstraintViolations().stream()
                .map(InvalidField::of)
                .sorted(Comparator.comparing(InvalidField::field).thenComparing(InvalidField::message))
                .toList());
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        if (e.getCause() instanceof InvalidEventException invalid) {
            return invalid(invalid);
        }
        if (e instanceof JsonMappingException mapping && !(e.getCause() instanceof StreamReadException)) {
            return invalidFields(List.of(InvalidField.of(mapping)));
        }
        return Problem.response(BAD_REQUEST, "the JSON is malformed: " + e.getOriginalMessage(), Map.of());
    }

    /** Replaces Quarkus's own mapper of this class, which answers 400 without a problem detail. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return unreadable(e);
    }

    private static Response invalidFields(List<InvalidField> fields) {
        String detail = fields.stream()
                .map(field -> field.field().isEmpty() ? field.message() : "'" + field.field() + "' " + field.message())
                .collect(Collectors.joining("; "));
        return Problem.response(UNPROCESSABLE, detail, Map.of("errors", fields));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return unreadable(json);
        }
        int status = e.getResponse().getStatus();
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return status < BAD_REQUEST
                ? e.getResponse()
                : Problem.response(status, String.valueOf(reason.getMessage()), Map.of());
    }

    @ServerExceptionMapper
    Response unexpected(Exception e) {
        UUID logId = UUID.randomUUID();
        if (Failure.of(e) == Failure.TRANSIENT) {
            LOG.warnf("request %s failed because a server is unavailable: %s", logId, e);
            return Response.fromResponse(Problem.response(
                            UNAVAILABLE,
                            "the database, the broker or the object store is unavailable; try again in "
                                    + RETRY_AFTER_SECONDS + " s. The log has details under " + logId,
                            Map.of("logId", logId)))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        LOG.errorf(e, "request %s failed", logId);
        return Problem.response(
                SERVER_ERROR,
                "the request failed with an internal error; the log has details under " + logId,
                Map.of("logId", logId));
    }
}
