package io.nerest.messaging.receiving;

import io.nerest.messaging.sending.TraceParent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.MDC;

/**
 * The handling of records as a span. One record continues the trace of its sender. A batch has its own trace, with links to
 * those of its records (OpenTelemetry's conventions for messaging). Log messages name topic and key of the record.
 */
final class HandlingSpan implements AutoCloseable {
    private static final String NAME = "io.nerest.messaging";
    private static final String TOPIC = "topic";
    private static final String KEY = "key";

    private final Span span;
    private final Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    private HandlingSpan(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    static HandlingSpan of(ConsumerRecord<String, byte[]> record) {
        HandlingSpan handling = new HandlingSpan(builder(record.topic())
                .setParent(TraceParent.of(record.headers()))
                .startSpan());
        MDC.put(TOPIC, record.topic());
        if (record.key() != null) {
            MDC.put(KEY, record.key());
        }
        return handling;
    }

    /** @param records at least one, all of one topic */
    static HandlingSpan of(List<ConsumerRecord<String, byte[]>> records) {
        SpanBuilder builder = builder(records.get(0).topic())
                .setNoParent()
                .setAttribute("messaging.batch.message_count", (long) records.size());
        records.forEach(record -> builder.addLink(TraceParent.spanOf(record.headers())));
        MDC.put(TOPIC, records.get(0).topic());
        return new HandlingSpan(builder.startSpan());
    }

    private static SpanBuilder builder(String topic) {
        return GlobalOpenTelemetry.getTracer(NAME)
                .spanBuilder("process " + topic)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic);
    }

    @Override
    public void close() {
        MDC.remove(TOPIC);
        MDC.remove(KEY);
        scope.close();
        span.end();
    }
}
