package io.nerest.testing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small server with one defect at a time: the fuzzer must find each. */
class EndpointFuzzerTest {
    static {
        // Without it, the JDK's server delays each response by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String DESCRIPTION = """
            {"paths":{"/fish":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object",
              "required":["name"],"properties":{"name":{"type":"string"},"length":{"type":"integer"}}}}}},
              "parameters":[{"name":"limit","in":"query","schema":{"type":"integer"}}]}}}}""";

    private static final String PROBLEM =
            "{\"title\":\"Unprocessable\",\"status\":422,\"detail\":\"'name' is wrong\",\"errors\":[{\"field\":\"name\"}]}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange, String body) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/q/openapi", exchange -> answer(exchange, 200, "application/json", DESCRIPTION));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private FuzzReport fuzz(Answer answer) throws IOException {
        server.createContext(
                "/",
                exchange -> answer.to(
                        exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        return new EndpointFuzzer(
                        URI.create("http://localhost:" + server.getAddress().getPort()), Set.of())
                .run(300, 7);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean empty = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void rejected(HttpExchange exchange) throws IOException {
        answer(exchange, 422, "application/problem+json", PROBLEM);
    }

    @Test
    void aServiceThatRejectsEverythingWithAProblemHasNoServerError() throws IOException {
        FuzzReport report = fuzz((exchange, body) -> rejected(exchange));

        assertThat(report.requests()).isEqualTo(300);
        assertThat(report.operations()).isEqualTo(1);
        assertThat(report.statuses().getOrDefault(422, 0)).isGreaterThan(200);
        assertThat(report.findings())
                .noneMatch(finding -> finding.startsWith("status 5"))
                .noneMatch(finding -> finding.startsWith("no response"));
    }

    @Test
    void aServerErrorForOneHostileValueIsFound() throws IOException {
        FuzzReport report = fuzz((exchange, body) -> {
            if (body.contains("\\u0000")) {
                answer(exchange, 500, "application/problem+json", "{}");
            } else {
                rejected(exchange);
            }
        });

        assertThat(report.findings()).anyMatch(finding -> finding.startsWith("status 500"));
    }

    @Test
    void aRejectionThatIsNoProblemOrNamesNoFieldOrALibraryIsFound() throws IOException {
        FuzzReport report = fuzz((exchange, body) -> {
            switch (Math.floorMod(body.hashCode(), 3)) {
                case 0 -> answer(exchange, 400, "text/plain", "bad");
                case 1 -> answer(exchange, 422, "application/problem+json", PROBLEM.replaceFirst(",\"errors.*]", ""));
                default ->
                    answer(exchange, 422, "application/problem+json", PROBLEM.replace("wrong", "java.lang.String"));
            }
        });

        assertThat(report.findings())
                .anyMatch(finding -> finding.contains("content type text/plain"))
                .anyMatch(finding -> finding.contains("names no field"))
                .anyMatch(finding -> finding.contains("words of a library"));
    }

    @Test
    void requestsDependOnTheSeedAlone() throws IOException {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        fuzz((exchange, body) -> {
            first.append(exchange.getRequestURI()).append(body);
            rejected(exchange);
        });
        server.removeContext("/");
        fuzz((exchange, body) -> {
            second.append(exchange.getRequestURI()).append(body);
            rejected(exchange);
        });

        assertThat(first.toString()).isNotEmpty().isEqualTo(second.toString());
    }
}
