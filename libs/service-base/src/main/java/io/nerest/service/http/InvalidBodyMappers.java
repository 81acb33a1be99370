package io.nerest.service.http;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers JSON bodies with an invalid field with 422 and the path of the field. It names two classes of exceptions because
 * Quarkus maps the first one itself, to 400 without a problem detail.
 */
public final class InvalidBodyMappers {
    private static final int UNPROCESSABLE = 422;

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return problem(e);
    }

    @ServerExceptionMapper
    Response invalid(ValueInstantiationException e) {
        return problem(e);
    }

    private static Response problem(JsonMappingException e) {
        return Problem.response(UNPROCESSABLE, JsonFieldError.describe(e), Map.of());
    }
}
