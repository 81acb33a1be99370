package io.nerest.service.http;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds problem details as JSON objects (RFC 9457). */
final class Problem {
    static final String MEDIA_TYPE = "application/problem+json";

    /** Missing in {@link Response.Status}. */
    private static final int UNPROCESSABLE = 422;

    private Problem() {}

    static Response response(int status, String detail, Map<String, ?> extensions) {
        return Response.status(status)
                .entity(body(status, detail, extensions))
                .type(MEDIA_TYPE)
                .build();
    }

    static Map<String, Object> body(int status, String detail, Map<String, ?> extensions) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title(status, Response.Status.fromStatusCode(status)));
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(extensions);
        return body;
    }

    private static String title(int status, Response.@Nullable Status known) {
        if (status == UNPROCESSABLE) {
            return "Unprocessable Content";
        }
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
