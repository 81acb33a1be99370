package io.nerest.messaging.receiving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nerest.messaging.Greeting;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A trace continues where its record is handled. */
class TraceTest {
    private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
    private static final String SECOND = "1bf7651916cd43dd8448eb211c80319c";

    private final MemoryTransaction memory = new MemoryTransaction();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver =
            new Receiver(memory, memory, new Attempts(new QuickRetries(3), meters), memory, meters, "reader");
    private final List<String> traces = new ArrayList<>();

    private static ConsumerRecord<String, byte[]> record(int number, String traceParent) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                "greetings", 0, number, "key", ("{\"text\":\"hello\",\"number\":" + number + "}").getBytes(UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "trace-" + number,
                        "ce_type", "io.nerest.greetings.v1",
                        "ce_source", "/nerest/a",
                        "traceparent", traceParent)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private static String traceParent(String trace) {
        return "00-" + trace + "-b7ad6b7169203331-01";
    }

    private void note() {
        traces.add(Span.current().getSpanContext().getTraceId());
    }

    @Test
    void aHandlerRunsInTheTraceOfTheSender() {
        receiver.receive(record(1, traceParent(FIRST)), Greeting.TOPIC, event -> note());

        assertThat(traces).containsExactly(FIRST);
        assertThat(Span.current().getSpanContext().isValid())
                .as("a trace after the handler")
                .isFalse();
    }

    @Test
    void eachEventOfABatchKeepsItsOwnTrace() {
        receiver.receiveBatch(
                List.of(record(1, traceParent(FIRST)), record(2, traceParent(SECOND))),
                Greeting.TOPIC,
                (events, rejections) -> () -> events.forEach(event -> event.inTrace(this::note)));

        assertThat(traces).containsExactly(FIRST, SECOND);
    }

    @Test
    void aRecordWithAnInvalidTraceIsHandledWithoutOne() {
        receiver.receive(record(1, "00-nonsense-1"), Greeting.TOPIC, event -> note());

        assertThat(traces).containsExactly("0".repeat(32));
    }
}
