package io.nerest.messaging.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TraceParentTest {
    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    @Test
    @SuppressWarnings("try") // the scope is closed, not used
    void theHeadersOfARecordNameTheTraceInWhichItWasStored() {
        Map<String, byte[]> headers = new LinkedHashMap<>();

        try (Scope active = Span.wrap(SPAN).makeCurrent()) {
            TraceParent.addTo(headers);
        }

        assertThat(new String(headers.get("traceparent"), UTF_8))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        RecordHeaders received = new RecordHeaders();
        headers.forEach(received::add);
        assertThat(TraceParent.spanOf(received).getTraceId()).isEqualTo(SPAN.getTraceId());
    }

    @Test
    void aRecordThatIsStoredOutsideATraceHasNoSuchHeader() {
        Map<String, byte[]> headers = new LinkedHashMap<>();

        TraceParent.addTo(headers);

        assertThat(headers).isEmpty();
        assertThat(TraceParent.spanOf(new RecordHeaders()).isValid()).isFalse();
    }
}
