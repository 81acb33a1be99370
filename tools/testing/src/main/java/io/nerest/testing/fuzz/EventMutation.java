package io.nerest.testing.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nerest.contracts.EventHeaders;
import io.nerest.contracts.EventJson;
import io.nerest.contracts.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records with a mistake from valid events. The same seed makes the same mistakes. */
@SuppressWarnings("NullAway") // it does not read annotations of array types
public final class EventMutation {
    private static final int LONG_HEADER = 5_000;

    private final Random random;
    private final JsonMutation json;

    public EventMutation(long seed) {
        this.random = new Random(seed);
        this.json = new JsonMutation(random);
    }

    /** Returns a record with a mistake in its value, its headers or its key; a few have none. */
    public <T> MutatedRecord of(Topic<T> topic, String key, T event) {
        byte[] valid = EventJson.write(event);
        Map<String, byte @Nullable []> headers = headers(topic.eventType());
        return switch (random.nextInt(10)) {
            case 0, 1 -> new MutatedRecord(topic.name(), key, json.broken(valid), headers);
            case 2 -> new MutatedRecord(topic.name(), key, valid, mistaken(headers));
            case 3 -> new MutatedRecord(topic.name(), mistaken(key), json.changed(valid), headers);
            case 4 ->
                random.nextInt(5) == 0
                        ? new MutatedRecord(topic.name(), key, null, headers)
                        : new MutatedRecord(topic.name(), key, json.changed(json.changed(valid)), headers);
            default -> new MutatedRecord(topic.name(), key, json.changed(valid), headers);
        };
    }

    /** Returns the event as it is. */
    public <T> MutatedRecord valid(Topic<T> topic, String key, T event) {
        return new MutatedRecord(topic.name(), key, EventJson.write(event), headers(topic.eventType()));
    }

    private Map<String, byte @Nullable []> headers(String type) {
        Map<String, byte @Nullable []> headers = new LinkedHashMap<>();
        headers.put(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_VALUE.getBytes(UTF_8));
        headers.put(
                EventHeaders.ID,
                new UUID(random.nextLong(), random.nextLong()).toString().getBytes(UTF_8));
        headers.put(EventHeaders.TYPE, type.getBytes(UTF_8));
        headers.put(EventHeaders.SOURCE, "/nerest/fuzz".getBytes(UTF_8));
        headers.put(EventHeaders.TIME, Instant.now().toString().getBytes(UTF_8));
        headers.put(EventHeaders.CONTENT_TYPE, EventHeaders.JSON.getBytes(UTF_8));
        return headers;
    }

    private Map<String, byte @Nullable []> mistaken(Map<String, byte @Nullable []> headers) {
        String name = headers.keySet().toArray(String[]::new)[random.nextInt(headers.size())];
        switch (random.nextInt(6)) {
            case 0 -> headers.remove(name);
            case 1 -> headers.put(name, new byte[0]);
            case 2 -> headers.put(name, null);
            case 3 -> headers.put(name, "a\u0000b".getBytes(UTF_8));
            case 4 -> headers.put(name, "z".repeat(LONG_HEADER).getBytes(UTF_8));
            default -> headers.put(name, new byte[] {(byte) 0xFF, (byte) 0xC0, 32, 10});
        }
        return headers;
    }

    private @Nullable String mistaken(String key) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> key + "\u0000";
            case 2 -> "";
            default -> "k".repeat(LONG_HEADER);
        };
    }
}
