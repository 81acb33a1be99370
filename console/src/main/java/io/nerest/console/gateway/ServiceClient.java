package io.nerest.console.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.console.session.ConsoleConfig;
import io.nerest.console.session.ConsoleSession;
import io.nerest.service.failure.OverloadException;
import io.nerest.service.http.ProblemException;
import io.nerest.service.lifecycle.HostReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls services on behalf of the console itself. */
@ApplicationScoped
public class ServiceClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final ConsoleConfig config;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ServiceClient(ConsoleConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /**
     * An answer of a service.
     *
     * @param body JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, String contentType, byte[] body) {}

    /**
     * Returns the JSON at a path.
     *
     * @throws ProblemException if the service does not answer with it
     */
    public JsonNode get(ConsoleSession session, ServiceName service, String path) {
        Answer answer =
                send(request(service, path, session.bearer(config)).GET().build(), service);
        try {
            JsonNode body = json.readTree(answer.body());
            if (answer.status() == OK) {
                return body;
            }
            throw new ProblemException(
                    answer.status(), body.path("detail").asText("the " + service + " service refused"));
        } catch (IOException e) {
            throw new ProblemException(502, "the " + service + " service answered with something else than JSON");
        }
    }

    /** Returns whether a service is ready. */
    public boolean isReady(ServiceName service) {
        try {
            return send(
                                    request(service, "/q/health/ready", Optional.empty())
                                            .GET()
                                            .build(),
                                    service)
                            .status()
                    == OK;
        } catch (OverloadException silent) {
            return false;
        }
    }

    /** Returns what a service reports about its version and its disk; empty if it does not answer. */
    public Optional<JsonNode> hostReport(ServiceName service) {
        try {
            Answer answer = send(
                    request(service, "/q/health/well", Optional.empty()).GET().build(), service);
            for (JsonNode check : json.readTree(answer.body()).path("checks")) {
                if (check.path("name").asText().equals(HostReport.NAME)) {
                    return Optional.of(check.path("data"));
                }
            }
            return Optional.empty();
        } catch (OverloadException | IOException silent) {
            return Optional.empty();
        }
    }

    /** Sends JSON, and returns the answer whatever its status. */
    public Answer post(
            ConsoleSession session, ServiceName service, String path, Object body, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = request(service, path, session.bearer(config))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
            headers.forEach(request::header);
            return send(request.build(), service);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body cannot be written as JSON", e);
        }
    }

    private HttpRequest.Builder request(ServiceName service, String path, Optional<String> bearer) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.url(config).resolve(path)).timeout(ANSWER);
        bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private Answer send(HttpRequest request, ServiceName service) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/json"),
                    response.body());
        } catch (IOException e) {
            throw new OverloadException("the " + service + " service does not answer; try again in a few seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverloadException("the console stops; try again in a few seconds");
        }
    }
}
