package io.nerest.messaging.receiving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.messaging.Greeting;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads records as they were written before the CloudEvents library was in use, and as other systems may write them. */
class EventReaderTest {
    private static final String JSON = "{\"text\":\"hello\",\"number\":3}";

    private final Map<String, String> headers = new LinkedHashMap<>(Map.of(
            "ce_specversion", "1.0",
            "ce_id", "018f0000-0000-7000-8000-000000000001",
            "ce_type", "io.nerest.greetings.v1",
            "ce_source", "/nerest/ingest",
            "ce_time", "2026-08-01T12:00:00.123456789Z",
            "content-type", "application/json"));

    @Test
    void attributesPayloadAndPositionAreRead() {
        assertThat(read(JSON))
                .isEqualTo(new ReceivedEvent<>(
                        "018f0000-0000-7000-8000-000000000001",
                        "/nerest/ingest",
                        Instant.parse("2026-08-01T12:00:00.123456789Z"),
                        "key",
                        new Greeting("hello", 3),
                        new RecordPosition("greetings", 1, 7),
                        Context.root()));
    }

    @Test
    void timeAndContentTypeAreOptional() {
        headers.keySet().removeAll(List.of("ce_time", "content-type"));

        assertThat(read(JSON).time()).isNull();
        assertThat(read(JSON).payload()).isEqualTo(new Greeting("hello", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_source"})
    void aMissingOrBlankAttributeIsNamed(String name) {
        headers.put(name, " ");
        assertRejected(JSON, name);

        headers.remove(name);
        assertRejected(JSON, name);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3, CloudEvents version",
        "ce_specversion, 9.9, not a CloudEvent",
        "ce_time, yesterday, not a CloudEvent",
        "ce_type, io.nerest.greetings.v9, event type 'io.nerest.greetings.v9' is unknown"
    })
    void anInvalidAttributeIsRejected(String name, String value, String reason) {
        headers.put(name, value);

        assertRejected(JSON, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "ce_specversion", "ce_time", "traceparent"})
    void aHeaderWithoutAValueIsNamed(String name) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("greetings", 1, 7, "key", JSON.getBytes(UTF_8));
        record.headers().add(name, null);
        headers.forEach((header, value) -> record.headers().add(header, value.getBytes(UTF_8)));

        assertThatThrownBy(() -> EventReader.read(record, Greeting.TOPIC))
                .isInstanceOf(RejectedEventException.class)
                .hasMessage("header " + name + " has no value");
    }

    @Test
    void anInvalidPayloadIsRejected() {
        assertRejected(null, "no value");
        assertRejected("{\"number\":1}", "'text' is missing");
        assertRejected("not json", "not a Greeting");
    }

    @Test
    void nulInATextIsRejectedAndItsEscapedFormIsText() {
        assertRejected("{\"text\":\"a\\u0000b\",\"number\":3}", "NUL");
        assertRejected("{\"text\":\"a\\\\\\u0000b\",\"number\":3}", "NUL");

        assertThat(read("{\"text\":\"a\\\\u0000b\",\"number\":3}").payload().text())
                .isEqualTo("a\\u0000b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source"})
    void anAttributeThatCannotBeStoredIsRejected(String name) {
        headers.put(name, "a\u0001b");
        assertRejected(JSON, "");

        headers.put(name, "a".repeat(501));
        assertRejected(JSON, name);
    }

    private void assertRejected(@Nullable String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RejectedEventException.class)
                .hasMessageContaining(reason);
    }

    private ReceivedEvent<Greeting> read(@Nullable String json) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("greetings", 1, 7, "key", json == null ? null : json.getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return EventReader.read(record, Greeting.TOPIC);
    }
}
