package io.nerest.service.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers JSON bodies with an invalid field with 422 and the path of the field. Replaces Quarkus's own mapper of this class,
 * which answers 400 without a problem detail.
 */
public final class InvalidBodyMappers {
    private static final int UNPROCESSABLE = 422;

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return Problem.response(UNPROCESSABLE, JsonFieldError.describe(e), Map.of());
    }
}
