package io.nerest.console.session;

import io.nerest.system.SignedTicket;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Issues and reads session cookies. They are signed, not stored, so they stay valid when a pod restarts. Logging in with an
 * identity provider replaces {@link #login} alone: it ends in {@link #start} too.
 */
@ApplicationScoped
public class ConsoleSessions {
    static final String COOKIE = "nerest";
    private static final String LOGIN = "login";
    private static final String SESSION = "session";
    private static final Logger LOG = Logger.getLogger(ConsoleSessions.class);

    private final ConsoleConfig config;
    private final UsedLogins usedLogins;
    private final String key;

    ConsoleSessions(ConsoleConfig config, UsedLogins usedLogins) {
        this.config = config;
        this.usedLogins = usedLogins;
        this.key = config.key().orElseGet(() -> {
            LOG.warn("nerest.console.key is not set: printed addresses cannot log in, and sessions end at a restart");
            return SignedTicket.random() + SignedTicket.random();
        });
    }

    /** Returns the session that a login ticket opens; empty if it is invalid or was used before. Blocks. */
    public Optional<ConsoleSession> login(String ticket) {
        Instant now = now();
        return SignedTicket.read(ticket, key, LOGIN, now)
                .filter(valid -> usedLogins.use(valid.nonce(), valid.expires()))
                .flatMap(ConsoleSessions::session);
    }

    /** Returns the cookie of a new session. */
    public Cookie start(ConsoleSession session) {
        String value = new SignedTicket(SESSION, session.role().name(), session.name(), now().plus(config.sessionAge()))
                .signed(key);
        return cookie(value).setMaxAge(config.sessionAge().toSeconds());
    }

    /** Returns the cookie that ends a session. */
    public Cookie end() {
        return cookie("").setMaxAge(0);
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(config.secureCookie())
                .setSameSite(CookieSameSite.STRICT);
    }

    /** Returns the session of a request; empty if it has none that is valid. */
    public Optional<ConsoleSession> of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null
                ? Optional.empty()
                : SignedTicket.read(cookie.getValue(), key, SESSION, now()).flatMap(ConsoleSessions::session);
    }

    private static Optional<ConsoleSession> session(SignedTicket ticket) {
        for (ConsoleRole role : ConsoleRole.values()) {
            if (role.name().equals(ticket.role())) {
                return Optional.of(new ConsoleSession(ticket.name(), role, role.includes(ConsoleRole.LABELLER), null));
            }
        }
        return Optional.empty();
    }

    private static Instant now() {
        return Instant.now(Clock.systemUTC());
    }
}
