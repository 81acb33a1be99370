package io.nerest.service.http;

import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** A problem detail as it is sent (RFC 9457). */
final class Problem {
    static final String MEDIA_TYPE = "application/problem+json";

    private Problem() {}

    static Response response(int status, String detail, Map<String, Object> extensions) {
        return Response.status(status)
                .entity(body(status, detail, extensions))
                .type(MEDIA_TYPE)
                .build();
    }

    static Map<String, Object> body(int status, String detail, Map<String, Object> extensions) {
        Response.Status known = Response.Status.fromStatusCode(status);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title(status, known));
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(extensions);
        return body;
    }

    private static String title(int status, Response.@org.jspecify.annotations.Nullable Status known) {
        if (status == 422) {
            return "Unprocessable Content";
        }
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
