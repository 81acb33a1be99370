package io.nerest.console.gateway;

import io.nerest.console.session.ConsoleConfig;
import io.nerest.console.session.ConsoleSession;
import io.nerest.console.session.ConsoleSessions;
import io.nerest.console.session.ProviderSessions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through if it comes from a page of the console, has a session, and the session's role may send it. Requests
 * for services leave for the gateway from here.
 */
@ApplicationScoped
public class RequestGuard {
    private static final int HOST_ORDER = -900;
    private static final int API_ORDER = -800;
    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED = 421;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String MARKER = "X-Nerest-Console";
    /** Probes name the pod's address as host; they reveal nothing. */
    private static final List<String> PROBES = List.of("/q/health", "/q/metrics");

    private final Set<String> hosts;
    private final ConsoleSessions sessions;
    private final ProviderSessions providerSessions;
    private final Gateway gateway;

    RequestGuard(ConsoleConfig config, ConsoleSessions sessions, ProviderSessions providerSessions, Gateway gateway) {
        this.hosts = Set.copyOf(config.hosts());
        this.sessions = sessions;
        this.providerSessions = providerSessions;
        this.gateway = gateway;
    }

    void install(@Observes Router router) {
        router.route().order(HOST_ORDER).handler(this::checkHost);
        router.route("/api/*").order(API_ORDER).handler(this::check);
    }

    private void checkHost(RoutingContext context) {
        String path = context.request().path();
        if (path != null && PROBES.stream().anyMatch(path::startsWith)) {
            context.next();
            return;
        }
        if (!hosts.contains(withoutPort(host(context.request())))) {
            Refusal.send(
                    context,
                    MISDIRECTED,
                    "this console is not known by that host name; use one of nerest.console.hosts in the address");
            return;
        }
        context.next();
    }

    /** The name that the client used: of the header Host, or of HTTP/2's pseudo-header. */
    private static String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    static String withoutPort(String host) {
        return host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
    }

    private void check(RoutingContext context) {
        if (providerSessions.isOffered(context)) {
            providerSessions
                    .of(context)
                    .subscribe()
                    .with(session -> check(context, session), failure -> check(context, Optional.empty()));
        } else {
            check(context, sessions.of(context.request()));
        }
    }

    private void check(RoutingContext context, Optional<ConsoleSession> session) {
        HttpServerRequest request = context.request();
        if (session.isEmpty()) {
            Refusal.send(
                    context,
                    401,
                    "there is no session; open the address that './nerest up' or './nerest console' prints");
            return;
        }
        if (!SAFE.contains(request.method().name()) && !isFromPage(request)) {
            Refusal.send(context, FORBIDDEN, "the request does not come from a page of this console");
            return;
        }
        Optional<AccessRule> found = AccessRule.of(request.method().name(), request.path());
        if (found.isEmpty()) {
            Refusal.send(context, 404, "the console has no such request");
            return;
        }
        AccessRule rule = found.get();
        if (!rule.allows(session.get())) {
            Refusal.send(
                    context,
                    FORBIDDEN,
                    session.get().role().includes(rule.role())
                            ? "your role may not label"
                            : "this needs the role " + rule.role() + "; your role is "
                                    + session.get().role());
            return;
        }
        context.put(ConsoleSession.ATTRIBUTE, session.get());
        ServiceName service = rule.service();
        if (service == null) {
            context.next();
        } else {
            gateway.pass(context, rule, service);
        }
    }

    /** A page of another origin can send neither the header nor its name as this origin. */
    private static boolean isFromPage(HttpServerRequest request) {
        return request.getHeader(MARKER) != null
                && isSameOrigin(request.getHeader("Origin"), host(request))
                && isSameSite(request.getHeader("Sec-Fetch-Site"));
    }

    private static boolean isSameOrigin(@Nullable String origin, String host) {
        if (origin == null) {
            return true;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException noUrl) {
            return false;
        }
    }

    private static boolean isSameSite(@Nullable String site) {
        return site == null || site.equals("same-origin");
    }
}
