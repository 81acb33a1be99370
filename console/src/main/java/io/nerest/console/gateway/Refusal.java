package io.nerest.console.gateway;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers with a problem detail (RFC 9457) before a resource is reached. */
public final class Refusal {
    private Refusal() {}

    /**
     * Ends a request.
     *
     * @param status HTTP status, 400 to 599
     * @param detail one sentence: what is wrong and what to do
     */
    public static void send(RoutingContext context, int status, String detail) {
        context.request().resume();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
