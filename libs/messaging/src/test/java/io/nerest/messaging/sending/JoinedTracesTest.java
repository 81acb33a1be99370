package io.nerest.messaging.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinedTracesTest {
    private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
    private static final String SECOND = "1bf7651916cd43dd8448eb211c80319c";

    private final List<SpanData> ended = new ArrayList<>();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new Exporter()))
            .build()
            .get("test");

    private final class Exporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static String traceParent(String trace) {
        return "00-" + trace + "-b7ad6b7169203331-01";
    }

    @Test
    @SuppressWarnings("try") // the work is closed, not used
    void eachTraceHasASpanOfTheWorkAndTheWorkHasLinksToAll() {
        // When
        Map<String, byte[]> headers = new LinkedHashMap<>();
        try (JoinedTraces joined = JoinedTraces.start(
                tracer,
                "select batch",
                Map.of("nerest.round", "3"),
                List.of(traceParent(FIRST), traceParent(SECOND), "nonsense"))) {
            TraceParent.addTo(headers);
        }

        // Then
        SpanData work = ended.get(ended.size() - 1);
        assertThat(ended).extracting(SpanData::getTraceId).containsExactly(FIRST, SECOND, work.getTraceId());
        assertThat(ended)
                .allSatisfy(span -> assertThat(span.getAttributes().get(AttributeKey.stringKey("nerest.round")))
                        .isEqualTo("3"));
        assertThat(work.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(FIRST, SECOND);
        assertThat(ended.subList(0, 2)).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getLinks())
                    .extracting(link -> link.getSpanContext().getSpanId())
                    .containsExactly(work.getSpanId());
        });
        assertThat(new String(headers.get("traceparent"), UTF_8)).contains(work.getTraceId());
    }

    @Test
    @SuppressWarnings("try") // the scopes are closed, not used
    void aTraceIsStoredOnlyIfItIsRecorded() {
        for (TraceFlags flags : List.of(TraceFlags.getSampled(), TraceFlags.getDefault())) {
            SpanContext span = SpanContext.create(FIRST, "b7ad6b7169203331", flags, TraceState.getDefault());
            try (Scope active = Span.wrap(span).makeCurrent()) {
                assertThat(TraceParent.ofCurrentTrace().stream().toList())
                        .isEqualTo(flags.isSampled() ? List.of(traceParent(FIRST)) : List.of());
            }
        }
        assertThat(TraceParent.ofCurrentTrace()).isEmpty();
    }
}
