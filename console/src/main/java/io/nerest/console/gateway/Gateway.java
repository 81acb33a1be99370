package io.nerest.console.gateway;

import io.nerest.console.session.ConsoleConfig;
import io.nerest.console.session.ConsoleSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;

/** Passes requests of pages on to services, and their answers back, without holding bodies in memory. */
@ApplicationScoped
public class Gateway {
    private static final Logger LOG = Logger.getLogger(Gateway.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int CONNECTIONS = 64;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;

    private static final List<String> REQUEST_HEADERS = List.of(
            "Accept", "Content-Type", "Content-Length", "If-None-Match", "If-Range", "Range", "Idempotency-Key");
    private static final List<String> RESPONSE_HEADERS = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition",
            "Accept-Ranges",
            "Cache-Control",
            "ETag",
            "Retry-After");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");

    private final ConsoleConfig config;
    private final HttpClient client;

    Gateway(ConsoleConfig config, Vertx vertx) {
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxPoolSize(CONNECTIONS));
    }

    /** Sends a request to the service that the rule names. */
    public void pass(RoutingContext context, AccessRule rule, ServiceName service) {
        HttpServerRequest request = context.request();
        request.pause();
        String query = request.query() == null ? "" : "?" + request.query();
        RequestOptions target = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method().name()))
                .setAbsoluteURI(service.url(config).resolve(rule.servicePath(request.path())) + query);
        client.request(target)
                .compose(out -> send(context, out))
                .onSuccess(in -> answer(context, service, in))
                .onFailure(failure -> unreachable(context, service, failure));
    }

    private Future<HttpClientResponse> send(RoutingContext context, HttpClientRequest out) {
        HttpServerRequest request = context.request();
        ConsoleSession session = context.get(ConsoleSession.ATTRIBUTE);
        REQUEST_HEADERS.forEach(name -> {
            String value = request.getHeader(name);
            if (value != null) {
                out.putHeader(name, value);
            }
        });
        session.bearer(config).ifPresent(token -> out.putHeader("Authorization", "Bearer " + token));
        if (WITHOUT_BODY.contains(request.method().name())) {
            request.resume();
            return out.send();
        }
        if (request.getHeader("Content-Length") == null) {
            out.setChunked(true);
        }
        return out.send(request);
    }

    private static void answer(RoutingContext context, ServiceName service, HttpClientResponse in) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            in.request().reset();
            return;
        }
        response.setStatusCode(in.statusCode());
        RESPONSE_HEADERS.forEach(name -> {
            String value = in.getHeader(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        });
        String location = in.getHeader("Location");
        if (location != null) {
            response.putHeader("Location", location.replaceFirst("^.*?/api/", "/api/" + name(service) + "/"));
        }
        if (in.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        in.pipeTo(response).onFailure(cut -> response.reset());
    }

    private static void unreachable(RoutingContext context, ServiceName service, Throwable failure) {
        LOG.debugf("%s does not answer: %s", service, failure.getMessage());
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            response.reset();
            return;
        }
        Refusal.send(
                context,
                failure instanceof IOException ? UNAVAILABLE : SERVER_ERROR,
                "the " + name(service) + " service does not answer; try again in a few seconds");
    }

    private static String name(ServiceName service) {
        return service.name().toLowerCase(Locale.ROOT);
    }
}
