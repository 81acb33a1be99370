package io.nerest.console.live;

import io.nerest.console.gateway.Refusal;
import io.nerest.console.session.ConsoleSession;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to open pages (server-sent events, HTML Living Standard section 9.2). A page that was away for a moment
 * continues where it was; one that was away for longer receives {@code reset} and reads its state anew. Frequent events are
 * sent four times a second at most, the newest of each stream.
 */
@ApplicationScoped
public class LiveEvents {
    private static final int PATH_ORDER = -600;
    private static final int RECENT = 4_000;
    private static final int MOST_PAGES = 500;
    private static final int MOST_PAGES_OF_USER = 12;
    private static final long FLUSH_MILLIS = 250;
    private static final long COMMENT_MILLIS = 15_000;
    private static final int TOO_MANY = 429;

    private final Vertx vertx;
    private final RecentEvents recent = new RecentEvents(RECENT);
    private final Map<HttpServerResponse, String> pages = new LinkedHashMap<>();
    private final Map<String, LiveEvent> waiting = new LinkedHashMap<>();

    LiveEvents(Vertx vertx) {
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.get("/api/events").order(PATH_ORDER).handler(this::open);
        vertx.setPeriodic(FLUSH_MILLIS, timer -> flush());
        vertx.setPeriodic(COMMENT_MILLIS, timer -> comment());
    }

    /** Sends an event to all pages. */
    void send(LiveEvent event) {
        synchronized (pages) {
            recent.add(event);
            write(event.toText());
        }
    }

    /** Sends an event soon, unless a newer one under the same name replaces it before. */
    void sendNewest(String name, LiveEvent event) {
        synchronized (pages) {
            waiting.put(event.type() + " " + name, event);
        }
    }

    private void flush() {
        synchronized (pages) {
            Map<String, LiveEvent> sent = new HashMap<>(waiting);
            waiting.clear();
            sent.values().forEach(this::send);
        }
    }

    private void comment() {
        synchronized (pages) {
            write(": still here\n\n");
        }
    }

    private void write(String text) {
        for (HttpServerResponse page : List.copyOf(pages.keySet())) {
            if (page.writeQueueFull()) {
                // It does not read; it continues with the last event that it received when it does.
                close(page);
            } else {
                page.write(text);
            }
        }
    }

    private void close(HttpServerResponse page) {
        pages.remove(page);
        page.reset();
    }

    private void open(RoutingContext context) {
        ConsoleSession session = context.get(ConsoleSession.ATTRIBUTE);
        HttpServerResponse page = context.response();
        synchronized (pages) {
            long ofUser = pages.values().stream().filter(session.name()::equals).count();
            if (pages.size() >= MOST_PAGES || ofUser >= MOST_PAGES_OF_USER) {
                Refusal.send(context, TOO_MANY, "too many pages of yours receive events; close some of them");
                return;
            }
            page.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            page.closeHandler(end -> {
                synchronized (pages) {
                    pages.remove(page);
                }
            });
            page.write("retry: 1000\n\n");
            page.write(missed(context.request().getHeader("Last-Event-ID")));
            pages.put(page, session.name());
        }
    }

    private String missed(@Nullable String lastId) {
        if (lastId == null) {
            return ": welcome\n\n";
        }
        Optional<List<LiveEvent>> missed = recent.after(lastId);
        StringBuilder text = new StringBuilder(": continued\n\n");
        missed.ifPresentOrElse(
                events -> events.forEach(event -> text.append(event.toText())),
                () -> text.append("event: reset\ndata: {}\n\n"));
        return text.toString();
    }

    /** Returns how many pages receive events. */
    int openPages() {
        synchronized (pages) {
            return pages.size();
        }
    }
}
