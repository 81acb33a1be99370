package io.nerest.console.page;

import io.nerest.console.gateway.Refusal;
import io.nerest.console.session.ConsoleSession;
import io.nerest.console.session.ConsoleSessions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves one document under the addresses of all pages, opens sessions, and sets the headers of all responses. */
@ApplicationScoped
class PageRoutes {
    private static final int HEADER_ORDER = -950;
    private static final int PAGE_ORDER = -700;
    private static final int SEE_OTHER = 303;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'";
    private static final String PAGES =
            "/(label|audit|campaigns|compare|models|streams|frames|map|season|operations)(/[A-Za-z0-9._-]*)*";

    private static final Pattern DOCUMENT = Pattern.compile("/|/index\\.html|" + PAGES);

    private final ConsoleSessions sessions;

    PageRoutes(ConsoleSessions sessions) {
        this.sessions = sessions;
    }

    void install(@Observes Router router) {
        router.route().order(HEADER_ORDER).handler(PageRoutes::addHeaders);
        router.get("/login").order(PAGE_ORDER).blockingHandler(this::login);
        router.getWithRegex(PAGES).order(PAGE_ORDER).handler(context -> context.reroute("/index.html"));
    }

    private static void addHeaders(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        String path = context.request().path();
        if (path != null && path.startsWith("/static/bundle/")) {
            // Names contain a hash of the content.
            context.addHeadersEndHandler(
                    end -> context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable"));
        } else if (path != null && DOCUMENT.matcher(path).matches()) {
            // The document names these files: an old one would name files of an earlier version.
            context.addHeadersEndHandler(end -> context.response().putHeader("Cache-Control", "no-cache"));
        }
        context.next();
    }

    private void login(RoutingContext context) {
        String ticket = context.request().getParam("ticket");
        Optional<ConsoleSession> session = ticket == null ? Optional.empty() : sessions.login(ticket);
        if (session.isEmpty()) {
            Refusal.send(
                    context,
                    403,
                    "this login address is not valid, is too old, or was used before; './nerest console' prints a new one");
            return;
        }
        HttpServerResponse response = context.response();
        response.addCookie(sessions.start(session.get()));
        response.setStatusCode(SEE_OTHER)
                .putHeader("Location", "/")
                .putHeader("Cache-Control", "no-store")
                .end();
    }
}
