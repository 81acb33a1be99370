package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Rejects a request whose {@code Content-Length} exceeds the limit, before reading the body, with a problem detail. */
@ApplicationScoped
class BodyLimit {
    /** Runs before Quarkus's own limit, which answers without a body. */
    private static final int ORDER = -1_000;

    private static final int TOO_LARGE = 413;

    private final long maxBytes;
    private final ObjectMapper mapper;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize max,
            ObjectMapper mapper) {
        this.maxBytes = max.asLongValue();
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= maxBytes) {
            context.next();
            return;
        }
        Map<String, Object> problem = Problem.body(
                TOO_LARGE, "the body has " + length + " bytes; at most " + maxBytes + " are accepted", Map.of());
        HttpServerResponse response = context.response();
        response.setStatusCode(TOO_LARGE)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(json(problem))
                .onComplete(done -> request.connection().close());
    }

    private String json(Map<String, Object> problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the problem detail cannot be written as JSON", e);
        }
    }
}
