package io.nerest.service.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Describes requests that fail before a resource receives them. */
final class FrameworkErrors {
    private static final String FORM_PARSER = "org.jboss.resteasy.reactive.server.core.multipart.";
    private static final int NEAREST_FRAMES = 8;
    private static final int MOST_CAUSES = 10;
    private static final int LONGEST_SHOWN = 100;

    private FrameworkErrors() {}

    /** Returns the detail of a status from 400 on: what is wrong, and what to do. */
    static String detail(int status, ContainerRequestContext request) {
        String method = request.getMethod();
        return switch (status) {
            case 404 ->
                "there is no resource " + shown(request.getUriInfo().getPath()) + "; /q/openapi lists all resources";
            case 405 -> method + " is not supported by this resource; /q/openapi lists the methods of each";
            case 406 ->
                "the resource has no content of the type in 'Accept': "
                        + shown(request.getHeaderString(HttpHeaders.ACCEPT))
                        + "; most resources are application/json";
            case 413 -> "the body, or one of its parts, is longer than accepted; send less at once";
            case 415 ->
                "the type in 'Content-Type' is not supported by this resource: "
                        + shown(request.getHeaderString(HttpHeaders.CONTENT_TYPE))
                        + "; /q/openapi lists the types";
            default -> fromServer(status);
        };
    }

    /** Returns the detail of a status that the HTTP server gives to a request that it cannot parse. */
    static String fromServer(int status) {
        return switch (status) {
            case 413 -> "the body, or one of its parts, is longer than accepted; send less at once";
            case 414 -> "the URL is too long";
            case 431 -> "the request headers are too long";
            default ->
                status < 500
                        ? "the request cannot be parsed: its URL, its headers or its multipart body are malformed"
                        : "the server cannot handle the request now; try again";
        };
    }

    /** Returns whether the framework's parser of forms threw an exception: the request is malformed. */
    static boolean isFromParsingAForm(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth++ < MOST_CAUSES; cause = cause.getCause()) {
            if (Arrays.stream(cause.getStackTrace())
                    .limit(NEAREST_FRAMES)
                    .anyMatch(frame -> frame.getClassName().startsWith(FORM_PARSER))) {
                return true;
            }
        }
        return false;
    }

    private static String shown(@Nullable String text) {
        String value = text == null ? "none" : text.replaceAll("\\p{Cntrl}", "?");
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
    }
}
