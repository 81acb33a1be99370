package io.nerest.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Uploads frames to a running stack. A request that fails is repeated; the service stores an image once. */
final class StackTarget implements FrameTarget {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ATTEMPTS = 6;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI url;
    private final String stream;
    private final Optional<String> token;
    private final String boundary = "nerest-" + UUID.randomUUID();

    /**
     * @param url of the ingest service
     * @param token sent as a bearer token, if present
     */
    StackTarget(URI url, String stream, Optional<String> token) {
        this.url = url;
        this.stream = stream;
        this.token = token;
    }

    /**
     * Creates the stream if it does not exist.
     *
     * @throws IOException if the service cannot be reached, or refuses
     */
    void createStream() throws IOException, InterruptedException {
        HttpResponse<String> there =
                send(request("/api/streams/" + stream).GET().build());
        if (there.statusCode() == 404) {
            HttpResponse<String> created = send(request("/api/streams/" + stream)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(JSON.writeValueAsString(java.util.Map.of("name", stream))))
                    .build());
            require(created, "the stream '" + stream + "' cannot be created");
        } else {
            require(there, "the stream '" + stream + "' cannot be read");
        }
    }

    @Override
    public Optional<String> add(FieldFrame frame) throws IOException, InterruptedException {
        String head = part("streamId", stream)
                + part("capturedAt", frame.capturedAt().toString())
                + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
                + frame.name().replaceAll("[\"\\r\\n\\\\]", "_")
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = request("/api/frames")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArrays(List.of(head.getBytes(StandardCharsets.UTF_8))),
                        BodyPublishers.ofFile(frame.file()),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            throw new IOException(url
                    + " refuses the upload (%d); give a token by --token or NEREST_TOKEN"
                            .formatted(response.statusCode()));
        }
        return response.statusCode() / 100 == 2
                ? Optional.empty()
                : Optional.of(response.statusCode() + ": " + reason(response));
    }

    private String part(String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(60));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    /** Repeats a request after a failed connection, 429, or an error of the server, waiting longer each time. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                boolean repeat = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!repeat || attempt == ATTEMPTS) {
                    return response;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(url + " cannot be reached; check --url, and that the stack runs", e);
                }
            }
            Thread.sleep(200L << attempt);
        }
    }

    private static void require(HttpResponse<String> response, String problem) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(problem + ": " + response.statusCode() + " " + reason(response));
        }
    }

    private static String reason(HttpResponse<String> response) {
        try {
            JsonNode problem = JSON.readTree(response.body());
            return problem.path("detail").asText(problem.path("title").asText(""));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        // the client ends with the process
    }
}
