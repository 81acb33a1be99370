package io.nerest.messaging.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.messaging.Greeting;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
    private static final UUID ID = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    /** Rows of an outbox that an earlier version filled are sent after an update. */
    @Test
    void storedHeadersAreWrittenAsTheirGoldenExampleAndReadBack() {
        String golden = "{\"ce_id\":\"NDI=\",\"ce_type\":\"aW8ubmVyZXN0LmZyYW1lcy52MQ==\"}";
        Map<String, byte[]> headers = HeaderJson.read(golden);

        assertThat(headers.get("ce_id")).asString(UTF_8).isEqualTo("42");
        assertThat(headers.get("ce_type")).asString(UTF_8).isEqualTo("io.nerest.frames.v1");
        assertThat(HeaderJson.write(headers)).isEqualTo(golden);
    }

    @Test
    void anEventHasTheHeadersThatTopicsAlreadyHold() {
        OutgoingRecord record = EventRecords.of(
                Greeting.TOPIC,
                "key",
                new Greeting("hello", 3),
                ID,
                URI.create("/nerest/ingest"),
                Instant.parse("2026-08-01T12:00:00.123456789Z"));

        assertThat(texts(record.headers()))
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", ID.toString(),
                        "ce_type", "io.nerest.greetings.v1",
                        "ce_source", "/nerest/ingest",
                        "ce_time", "2026-08-01T12:00:00.123456789Z",
                        "content-type", "application/json"));
        assertThat(record.topic()).isEqualTo("greetings");
        assertThat(record.key()).isEqualTo("key");
        assertThat(record.payload()).asString(UTF_8).isEqualTo("{\"text\":\"hello\",\"number\":3}");
    }

    @Test
    void headersAreStoredAndReadBackUnchanged() {
        Map<String, byte[]> headers = Map.of("a", "å".getBytes(UTF_8), "b", new byte[] {0, -1});

        assertThat(HeaderJson.read(HeaderJson.write(headers)))
                .containsOnlyKeys("a", "b")
                .hasEntrySatisfying(
                        "a", value -> assertThat(value).asString(UTF_8).isEqualTo("å"))
                .hasEntrySatisfying("b", value -> assertThat(value).containsExactly(0, -1));
    }

    private static Map<String, String> texts(Map<String, byte[]> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> new String(header.getValue(), UTF_8)));
    }
}
