package io.nerest.standalone.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead letters of a selector, over REST. */
final class SelectorClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI selector;
    private final String accessToken;

    /** @param accessToken bearer token; empty to send none */
    SelectorClient(URI selector, String accessToken) {
        this.selector = selector;
        this.accessToken = accessToken;
    }

    /** The selector answered with a problem; the message is its detail. */
    static final class ProblemAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        ProblemAnswer(String detail) {
            super(detail);
        }
    }

    /** Returns the selected letters, with their number. */
    JsonNode list(Map<String, String> filters) throws IOException, InterruptedException {
        String query = filters.entrySet().stream()
                .map(filter -> filter.getKey() + "=" + URLEncoder.encode(filter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri("?" + query)).GET());
    }

    JsonNode one(String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/" + encoded(id))).GET());
    }

    /** @param decision {@code resend} or {@code drop} */
    JsonNode decide(String id, String decision) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/" + encoded(id) + "/" + decision))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private URI uri(String rest) {
        return URI.create(selector.toString().replaceFirst("/+$", "") + "/api/dead-letters" + rest);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            response = http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(
                    "the selector at " + selector + " gives no answer; './nerest status' shows its state", e);
        }
        if (response.statusCode() == 200) {
            return JSON.readTree(response.body());
        }
        throw new ProblemAnswer(detail(response));
    }

    private static String detail(HttpResponse<String> response) {
        String otherwise = response.uri() + " returned " + response.statusCode();
        try {
            JsonNode problem = JSON.readTree(response.body());
            JsonNode detail = problem == null ? null : problem.get("detail");
            return detail == null ? otherwise : detail.asText();
        } catch (IOException notJson) {
            return otherwise;
        }
    }
}
