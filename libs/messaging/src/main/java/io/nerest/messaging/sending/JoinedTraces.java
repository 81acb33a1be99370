package io.nerest.messaging.sending;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Work that follows from many traces, such as the selection of a batch from many frames. It is a trace of its own with a link
 * to each of them, and each of them gets a span of the same name with a link to the work: one trace id leads from a frame's
 * upload to its batch. An exporter may keep only the first links of a span (128 by default).
 */
public final class JoinedTraces implements AutoCloseable {
    private static final String NAME = "io.nerest.messaging";

    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private JoinedTraces(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /**
     * Starts the work; until it is closed, events are stored in its trace.
     *
     * @param name name of the spans
     * @param attributes attributes of the spans
     * @param traceParents stored headers, see {@link TraceParent#ofCurrentTrace}
     */
    public static JoinedTraces start(String name, Map<String, String> attributes, Collection<String> traceParents) {
        return start(GlobalOpenTelemetry.getTracer(NAME), name, attributes, traceParents);
    }

    static JoinedTraces start(
            Tracer tracer, String name, Map<String, String> attributes, Collection<String> traceParents) {
        List<SpanContext> origins = traceParents.stream()
                .map(TraceParent::stored)
                .filter(SpanContext::isValid)
                .toList();
        SpanBuilder builder = tracer.spanBuilder(name).setNoParent();
        attributes.forEach(builder::setAttribute);
        origins.forEach(builder::addLink);
        Span joined = builder.startSpan();
        for (SpanContext origin : origins) {
            SpanBuilder part = tracer.spanBuilder(name)
                    .setParent(Context.root().with(Span.wrap(origin)))
                    .addLink(joined.getSpanContext());
            attributes.forEach(part::setAttribute);
            part.startSpan().end();
        }
        return new JoinedTraces(joined);
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
