package io.nerest.messaging.sending;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Carries a trace in the headers of records: {@code traceparent} and {@code tracestate} of W3C Trace Context. */
public final class TraceParent {
    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** Adds the headers of the current trace; none if there is no trace. */
    static void addTo(Map<String, byte[]> headers) {
        if (!Span.current().getSpanContext().isValid()) {
            return;
        }
        Map<String, String> trace = new TreeMap<>();
        FORMAT.inject(Context.current(), trace, (map, name, value) -> {
            if (map != null) {
                map.put(name, value);
            }
        });
        trace.forEach((name, value) -> headers.putIfAbsent(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the trace that a record belongs to; without headers, or with invalid ones, that of the caller. */
    public static Context of(Headers headers) {
        return FORMAT.extract(Context.current(), headers, Getter.INSTANCE);
    }

    /** Returns the position in the trace that a record belongs to; an invalid one if it belongs to none. */
    public static SpanContext spanOf(Headers headers) {
        return Span.fromContext(FORMAT.extract(Context.root(), headers, Getter.INSTANCE))
                .getSpanContext();
    }

    /**
     * Returns the header {@code traceparent} of the current trace, to be stored with what other work follows from.
     *
     * @return empty if there is no trace, or if it is not recorded
     */
    public static Optional<String> ofCurrentTrace() {
        SpanContext span = Span.current().getSpanContext();
        return span.isSampled()
                ? Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01")
                : Optional.empty();
    }

    /** Returns the position in a trace that a stored header describes; invalid if the header is. */
    static SpanContext stored(String traceParent) {
        return spanOf(new RecordHeaders().add("traceparent", traceParent.getBytes(StandardCharsets.UTF_8)));
    }

    private enum Getter implements TextMapGetter<Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Headers headers) {
            return java.util.Arrays.stream(headers.toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
