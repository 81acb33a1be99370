package io.nerest.selector.pool;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.Session;

/**
 * The traces of uploaded frames. A batch follows from many frames: it continues the trace of the first one that has a trace,
 * and has links to those of the others (OpenTelemetry's conventions for messaging). Only traces that are kept are stored.
 */
@ApplicationScoped
@Transactional
public class FrameTraces {
    /** Limit of OpenTelemetry's SDK. */
    private static final int MOST_LINKS = 128;

    private static final Pattern TRACE_PARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-01");

    private final Session session;

    public FrameTraces(Session session) {
        this.session = session;
    }

    /** Stores the current trace as that of a frame, if it is kept. */
    void store(UUID frameId) {
        SpanContext trace = Span.current().getSpanContext();
        if (trace.isValid() && trace.isSampled()) {
            session.createNativeMutationQuery("update frame set traceparent = :trace where id = :frame")
                    .setParameter("trace", "00-" + trace.getTraceId() + "-" + trace.getSpanId() + "-01")
                    .setParameter("frame", frameId)
                    .executeUpdate();
        }
    }

    /** Runs work as a span in the trace of the first frame that has one, with links to others; without a span if none has. */
    @SuppressWarnings("try") // the span is current while its scope is open
    public void linked(String spanName, Collection<UUID> frameIds, Runnable work) {
        List<SpanContext> traces = traces(frameIds);
        if (traces.isEmpty()) {
            work.run();
            return;
        }
        SpanBuilder builder = GlobalOpenTelemetry.getTracer("io.nerest.selector")
                .spanBuilder(spanName)
                .setParent(Context.root().with(Span.wrap(traces.get(0))));
        traces.forEach(builder::addLink);
        Span span = builder.startSpan();
        try (Scope current = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
    }

    private List<SpanContext> traces(Collection<UUID> frameIds) {
        return session
                .createNativeQuery(
                        "select traceparent from frame where id = any(:frames) and traceparent is not null"
                                + " order by id limit " + MOST_LINKS,
                        String.class)
                .setParameter("frames", frameIds.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .flatMap(text -> parse(text).stream())
                .toList();
    }

    private static Optional<SpanContext> parse(String text) {
        Matcher matcher = TRACE_PARENT.matcher(text);
        return matcher.matches()
                ? Optional.of(SpanContext.createFromRemoteParent(
                        matcher.group(1), matcher.group(2), TraceFlags.getSampled(), TraceState.getDefault()))
                : Optional.empty();
    }
}
