package io.nerest.standalone.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sends weights to the trainer of a stack. */
final class ModelUpload {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The largest networks are checked and stored in less. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI trainer;
    private final String accessToken;

    /** @param accessToken bearer token; empty to send none */
    ModelUpload(URI trainer, String accessToken) {
        this.trainer = trainer;
        this.accessToken = accessToken;
    }

    /**
     * What the trainer made of a file.
     *
     * @param isNew false if it was imported before
     */
    record Answer(String modelId, String architecture, List<String> classNames, boolean isNew) {}

    /**
     * Sends a file.
     *
     * @param classNames by class id; empty for those in the file
     * @throws IllegalArgumentException if the trainer rejects the file or the names; the message is the trainer's reason
     * @throws IOException if the trainer gives no answer, or refuses the caller
     */
    Answer send(Path file, List<String> classNames) throws IOException, InterruptedException {
        String boundary = "nerest-" + UUID.randomUUID();
        String name = String.valueOf(file.getFileName()).replaceAll("[\"\\r\\n\\\\]", "_");
        String names = classNames.isEmpty()
                ? ""
                : part(boundary, "name=\"classNames\"") + String.join(",", classNames) + "\r\n";
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(names
                        + part(
                                boundary,
                                "name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream")),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(trainer.toString().replaceFirst("/+$", "") + "/api/models"))
                .timeout(LIMIT)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body);
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(
                    "the trainer at " + trainer + " gives no answer; './nerest status' shows its state", e);
        }
        return answer(file, response);
    }

    private static String part(String boundary, String disposition) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    }

    private static Answer answer(Path file, HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        JsonNode json = JSON.missingNode();
        try {
            json = JSON.readTree(response.body());
        } catch (IOException notJson) {
            // A proxy may answer instead of the trainer.
        }
        if (status == 200 || status == 201) {
            List<String> classNames = new ArrayList<>();
            json.path("classNames").forEach(name -> classNames.add(name.asText()));
            return new Answer(
                    json.path("modelId").asText(), json.path("architecture").asText(), classNames, status == 201);
        }
        String reason = json.path("detail").asText("");
        if (status == 422 || status == 413) {
            throw new IllegalArgumentException(file + ": " + reason);
        }
        throw new IOException("the trainer answered " + status + (reason.isEmpty() ? "" : ": " + reason)
                + (status == 401 || status == 403
                        ? "; give the token of an engineer in the environment variable NEREST_ACCESS_TOKEN"
                        : ""));
    }
}
