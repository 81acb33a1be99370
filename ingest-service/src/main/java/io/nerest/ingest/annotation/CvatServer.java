package io.nerest.ingest.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerest.service.http.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the REST interface of CVAT. Requests go to the configured address alone: redirects, and the addresses of further pages in
 * answers, are not followed.
 */
@ApplicationScoped
class CvatServer {
    private static final int BAD_GATEWAY = 502;
    private static final int NOT_CONFIGURED = 409;
    private static final int MOST_BYTES = 64 << 20;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 1_000;

    private final CvatConfig config;
    private final ObjectMapper json;
    private final HttpClient http;

    CvatServer(CvatConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Returns the JSON at a path.
     *
     * @throws ProblemException 409 if no CVAT is configured; 502 if it cannot be reached, or refuses
     */
    JsonNode get(String path) {
        URI url = config.url()
                .orElseThrow(() -> new ProblemException(
                        NOT_CONFIGURED,
                        "no CVAT is configured; set nerest.ingest.cvat.url and nerest.ingest.cvat.authorization"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url.toString().replaceFirst("/+$", "") + path))
                .header("Accept", "application/json")
                .timeout(config.timeout());
        config.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200) {
                    throw failed(
                            path,
                            "was answered with status " + response.statusCode()
                                    + "; check nerest.ingest.cvat.authorization");
                }
                if (bytes.length > MOST_BYTES) {
                    throw failed(path, "has more than " + MOST_BYTES + " bytes");
                }
                return json.readTree(bytes);
            }
        } catch (JsonProcessingException e) {
            throw failed(path, "was not answered with JSON");
        } catch (IOException e) {
            throw failed(path, "failed; check nerest.ingest.cvat.url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(path, "was interrupted");
        }
    }

    private static ProblemException failed(String path, String what) {
        return new ProblemException(BAD_GATEWAY, "the request to CVAT for " + path + " " + what);
    }

    /**
     * Returns the entries of all pages of a list.
     *
     * @param path with at least one query parameter
     */
    List<JsonNode> list(String path) {
        List<JsonNode> entries = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode answer = get(path + "&page_size=" + PAGE + "&page=" + page);
            answer.path("results").forEach(entries::add);
            if (answer.path("next").asText("").isEmpty() || answer.path("next").isNull()) {
                return entries;
            }
        }
        throw failed(path, "has more than " + MOST_PAGES + " pages");
    }
}
