package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestClientTest {
    /** An answer. */
    private record Answer(int status, boolean hasRetryAfter) {}

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer service;
    private RestClient client;

    @BeforeEach
    void listen() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers.isEmpty() ? new Answer(200, false) : answers.remove();
            if (answer.hasRetryAfter()) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            exchange.sendResponseHeaders(answer.status(), -1);
            exchange.close();
        });
        service.start();
        client = new RestClient(
                URI.create("http://" + service.getAddress().getAddress().getHostAddress() + ":"
                        + service.getAddress().getPort()),
                "");
    }

    @AfterEach
    void close() {
        service.stop(0);
    }

    @Test
    void allAttemptsOfAPostHaveOneKeyAndTheNextPostHasAnother() throws Exception {
        answers.add(new Answer(503, false));
        answers.add(new Answer(409, true));

        client.post("/api/frames", Map.of());
        client.post("/api/frames", Map.of());

        assertThat(keys).hasSize(4);
        assertThat(keys.subList(0, 3)).containsOnly(keys.get(0)).doesNotContain("null");
        assertThat(keys.get(3)).isNotEqualTo(keys.get(0)).isNotEqualTo("null");
    }

    @Test
    void aConflictWithAnotherRequestIsNotRepeated() {
        answers.add(new Answer(409, false));

        assertThatExceptionOfType(RestClient.RejectedRequestException.class)
                .isThrownBy(() -> client.post("/api/frames", Map.of()));
        assertThat(keys).hasSize(1);
    }
}
