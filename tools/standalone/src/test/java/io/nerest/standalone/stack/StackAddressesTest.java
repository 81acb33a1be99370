package io.nerest.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses of a running stack are checked before the demo uses them. */
class StackAddressesTest {
    private static final StoreCredentials CREDENTIALS = new StoreCredentials("account", "secret");
    private static final Map<String, String> COMPLETE = Map.of(
            "kafka", "kafka:9092",
            "s3", "http://s3:9000",
            "ingest", "http://ingest:8080",
            "scoring", "http://scoring:8080",
            "selector", "http://selector:8080",
            "trainer", "http://trainer:8080");

    @Test
    void everyPartIsFoundByItsName() {
        StackAddresses stack = StackAddresses.of(COMPLETE, CREDENTIALS, "frames-of-2026");

        assertThat(stack.kafka()).isEqualTo("kafka:9092");
        assertThat(stack.s3()).isEqualTo(URI.create("http://s3:9000"));
        assertThat(stack.service("trainer")).isEqualTo(URI.create("http://trainer:8080"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "trainer | absent | the address of trainer is missing",
                "kafka | absent | the address of kafka is missing",
                "kafka | http://kafka:9092 | must have the form HOST:PORT",
                "ingest | ingest:8080 | ingest=ingest:8080 is not an http or https URL",
                "s3 | http://s 3 | s3=http://s 3 is not a URL",
                "scorer | http://scorer:8080 | there is no part 'scorer'",
            })
    void aWrongAddressIsNamedWithItsPart(String part, String address, String message) {
        Map<String, String> parts = new HashMap<>(COMPLETE);
        if (address == null) {
            parts.remove(part);
        } else {
            parts.put(part, address);
        }
        assertThatThrownBy(() -> StackAddresses.of(parts, CREDENTIALS, "frames-of-2026"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--stack: ")
                .hasMessageContaining(message);
    }
}
