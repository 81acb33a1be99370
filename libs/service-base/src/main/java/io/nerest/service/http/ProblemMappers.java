package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.nerest.contracts.InvalidEventException;
import io.nerest.service.failure.Failure;
import io.nerest.service.failure.OverloadException;
import io.nerest.service.objects.MissingObjectException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers failed requests with problem details: 400 for malformed JSON, 422 with the invalid fields for bodies and
 * parameters that break a rule, 503 with {@code Retry-After} for transient failures, and 500 with a log id for all others.
 */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "5";

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        Response.ResponseBuilder response =
                Response.fromResponse(Problem.response(e.status(), String.valueOf(e.getMessage()), e.extensions()));
        e.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    Response invalid(InvalidEventException e) {
        return problem(ProblemException.describedBy(UNPROCESSABLE, String.valueOf(e.getMessage())));
    }

    @ServerExceptionMapper
    Response violated(ConstraintViolationException e) {
        return problem(ProblemException.invalid(e.getConstraintViolations().stream()
                .map(InvalidField::of)
                .sorted(Comparator.comparing(InvalidField::field).thenComparing(InvalidField::message))
                .toList()));
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        return problem(ProblemException.of(e));
    }

    /** Replaces Quarkus's own mapper of this class, which answers 400 without a problem detail. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    Response undecodable(CharConversionException e) {
        return Problem.response(BAD_REQUEST, "the body is not valid JSON: it is not encoded as UTF-8", Map.of());
    }

    /** An object that a row refers to was deleted or overwritten in the store. */
    @ServerExceptionMapper
    Response missing(MissingObjectException e) {
        LOG.warnf("an object of the store is missing: %s", e.getMessage());
        return Problem.response(
                NOT_FOUND,
                "its content is no longer in the object store: it was deleted or overwritten there",
                Map.of());
    }

    /** The request names no user, or its token is not valid. */
    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        return unauthenticated();
    }

    private static Response unauthenticated() {
        return Response.fromResponse(Problem.response(
                        UNAUTHORIZED,
                        "the header 'Authorization: Bearer' is missing, or its token is not valid or no longer valid",
                        Map.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return Problem.response(
                FORBIDDEN, "the user of this token has none of the roles that this request needs", Map.of());
    }

    @ServerExceptionMapper
    Response overloaded(OverloadException e) {
        return Response.fromResponse(Problem.response(UNAVAILABLE, String.valueOf(e.getMessage()), Map.of()))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e, ContainerRequestContext request) {
        int status = e.getResponse().getStatus();
        if (status < BAD_REQUEST) {
            return e.getResponse();
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return unreadable(json);
            }
            if (cause instanceof ProblemException problem) {
                return problem(problem);
            }
        }
        if (status >= SERVER_ERROR && status != UNAVAILABLE) {
            return unexpected(e);
        }
        Response.ResponseBuilder problem =
                Response.fromResponse(Problem.response(status, FrameworkErrors.detail(status, request), Map.of()));
        for (String header : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            Object value = e.getResponse().getHeaders().getFirst(header);
            if (value != null) {
                problem.header(header, value);
            }
        }
        return problem.build();
    }

    /** Errors of the virtual machine are answered too: the sender learns that the request was not handled. */
    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        if (FrameworkErrors.isFromParsingAForm(e)) {
            return Problem.response(
                    BAD_REQUEST,
                    "the form cannot be parsed: it is malformed, ends early, or has too many fields",
                    Map.of());
        }
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
