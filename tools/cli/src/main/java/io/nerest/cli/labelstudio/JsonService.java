package io.nerest.cli.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A service that answers with JSON. Requests that fail are repeated if that changes nothing. */
final class JsonService {
    static final JsonMapper JSON = new JsonMapper();

    private static final int ATTEMPTS = 5;
    private static final int LONGEST_REASON = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String option;
    private final URI url;
    private final String authorization;

    /**
     * @param option that names the address, for messages
     * @param authorization value of the header; empty for none
     */
    JsonService(String option, URI url, String authorization) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    option + "=" + url + ": must be an address such as http://localhost:8080");
        }
        this.option = option;
        this.url = url;
        this.authorization = authorization;
    }

    /** Returns the JSON at a path. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path).GET().build(), true).body());
    }

    /** Returns the bytes at a path. */
    byte[] bytes(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), true).body();
    }

    /**
     * Sends JSON.
     *
     * @param repeatable whether sending it twice changes nothing more than sending it once
     */
    JsonNode post(String path, JsonNode body, boolean repeatable) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(send(request, repeatable).body());
    }

    /** Sends a file as a form. */
    JsonNode postFile(String path, String name, byte[] file) throws IOException, InterruptedException {
        String boundary = "nerest-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArrays(List.of(
                        head.getBytes(StandardCharsets.UTF_8),
                        file,
                        ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8))))
                .build();
        return JSON.readTree(send(request, false).body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofMinutes(2));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<byte[]> send(HttpRequest request, boolean repeatable)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = !repeatable || attempt == ATTEMPTS;
            try {
                HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() / 100 == 2) {
                    return response;
                }
                if (last || (response.statusCode() != 429 && response.statusCode() < 500)) {
                    throw new RefusedException(option, request, response.statusCode(), reason(response.body()));
                }
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (last) {
                    throw new IOException(
                            url + " cannot be reached; check " + option + ", and that the service runs", e);
                }
            }
            Thread.sleep(200L << attempt);
        }
    }

    private static String reason(byte[] body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            return detail.substring(0, Math.min(LONGEST_REASON, detail.length()));
        } catch (IOException notJson) {
            return "";
        }
    }
}
