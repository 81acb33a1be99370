package io.nerest.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides by URL, {@code Content-Length} and {@code Content-Type} whether a request's body is read: 413 if it is longer than
 * accepted, 503 with {@code Retry-After} if the bodies in progress take all the bytes that are set aside for them.
 */
@ApplicationScoped
class BodyLimit {
    /** Runs before Quarkus's own limit, which answers without a body. */
    private static final int ORDER = -1_000;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int URL_TOO_LONG = 414;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_URL = 4_096;
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** RFC 2046, section 5.1.1: 1 to 70 characters, in quotes or not. */
    private static final Pattern BOUNDARY_VALUE =
            Pattern.compile("(\"[^\"]{1,70}\"|[^\\s\";,]{1,70})\\s*(;.*)?$", Pattern.DOTALL);

    /** Of the protocol tus. */
    private static final String PART_OF_A_FILE = "application/offset+octet-stream";

    private static final String RETRY_AFTER_SECONDS = "2";
    /** How long the rest of a rejected body is read and discarded, so that its sender can read the answer. */
    private static final long DISCARD_MILLIS = 10_000;

    private final BodyConfig config;
    private final ObjectMapper mapper;
    private final ByteBudget json;
    private final ByteBudget forms;

    BodyLimit(BodyConfig config, ObjectMapper mapper) {
        this.config = config;
        this.mapper = mapper;
        this.json = new ByteBudget(config.maxJsonBytesInProgress());
        this.forms = new ByteBudget(config.maxFormBytesInProgress());
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::check);
        router.route().order(ORDER).failureHandler(this::failed);
    }

    /** Answers requests that fail before a resource receives them; other failures are left to the framework. */
    private void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status >= BAD_REQUEST
                && status < SERVER_ERROR
                && !context.response().headWritten()) {
            answer(context, status, FrameworkErrors.fromServer(status));
        } else {
            context.next();
        }
    }

    static String detail(String length, long limit) {
        return "the body has " + length + " bytes; at most " + limit + " are accepted";
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().length() > LONGEST_URL) {
            reject(
                    context,
                    URL_TOO_LONG,
                    "the URL has " + request.uri().length() + " characters; at most " + LONGEST_URL + " are accepted");
            return;
        }
        Optional<String> malformed = RequestTarget.problem(request.uri());
        if (malformed.isPresent()) {
            reject(context, BAD_REQUEST, malformed.get());
            return;
        }
        String contentType = request.getHeader("Content-Type");
        if (contentType != null && hasUnusableBoundary(contentType)) {
            reject(
                    context,
                    BAD_REQUEST,
                    "the boundary in 'Content-Type' is empty, longer than 70 characters, or has an open quote");
            return;
        }
        boolean form = isStoredOnDisk(contentType);
        long limit = form ? config.maxFormBytes() : config.maxJsonBytes();
        long length = length(request, limit);
        if (length > limit) {
            reject(context, TOO_LARGE, detail(String.valueOf(length), limit));
            return;
        }
        if (length > 0 && !admit(context, form ? forms : json, length)) {
            context.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
            reject(
                    context,
                    UNAVAILABLE,
                    "the service is receiving as many bytes as it can; try again in " + RETRY_AFTER_SECONDS + " s");
            return;
        }
        context.next();
    }

    private static boolean admit(RoutingContext context, ByteBudget budget, long bytes) {
        if (!budget.take(bytes)) {
            return false;
        }
        context.addEndHandler(done -> budget.giveBack(bytes));
        return true;
    }

    /** Quarkus's parser of forms fails on such a boundary. */
    private static boolean hasUnusableBoundary(String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        return boundary.find() && !BOUNDARY_VALUE.matcher(boundary.group(1)).lookingAt();
    }

    /** Forms, and the parts of large files: they are stored on disk, and not parsed in memory. */
    private static boolean isStoredOnDisk(@Nullable String contentType) {
        return contentType != null
                && (contentType.toLowerCase(Locale.ROOT).contains("form")
                        || contentType.toLowerCase(Locale.ROOT).startsWith(PART_OF_A_FILE));
    }

    /** Returns the declared length of the body; the limit if a body follows whose length is not declared. */
    private static long length(HttpServerRequest request, long limit) {
        String declared = request.getHeader("Content-Length");
        if (declared != null && declared.matches("\\d{1,18}")) {
            return Long.parseLong(declared);
        }
        return request.getHeader("Transfer-Encoding") == null ? 0 : limit;
    }

    /** Answers, and discards the rest of the body. */
    private void reject(RoutingContext context, int status, String detail) {
        HttpServerRequest request = context.request();
        long timer = context.vertx()
                .setTimer(DISCARD_MILLIS, late -> request.connection().close());
        request.endHandler(end -> context.vertx().cancelTimer(timer));
        request.handler(bytes -> {});
        answer(context, status, detail);
        request.resume();
    }

    private void answer(RoutingContext context, int status, String detail) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(json(Problem.body(status, detail, Map.of())));
    }

    private String json(Map<String, Object> problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the problem detail cannot be written as JSON", e);
        }
    }
}
