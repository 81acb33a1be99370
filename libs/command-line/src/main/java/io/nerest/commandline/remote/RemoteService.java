package io.nerest.commandline.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A service that a command calls over HTTP. A request that may be repeated is sent up to five times, after pauses of 0.4, 0.8, 1.6
 * and 3.2 s, while the connection fails or the service answers 429 or 5xx.
 */
public final class RemoteService {
    /** Reads and writes the bodies. */
    public static final JsonMapper JSON = new JsonMapper();

    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 400;
    private static final int LONGEST_REASON = 500;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
    /** Includes the time that sending the body takes. */
    private static final Duration FORM_LIMIT = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String option;
    private final String address;
    private final String authorization;

    /**
     * @param option that names the address, for messages
     * @param authorization value of the header; empty for none
     * @throws IllegalArgumentException if the address is not one of HTTP or HTTPS
     */
    public RemoteService(String option, URI address, String authorization) {
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    option + "=" + address + ": must be an address such as http://localhost:8080");
        }
        this.option = option;
        this.address = address.toString().replaceFirst("/+$", "");
        this.authorization = authorization;
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Returns a service of a stack, called with a bearer token.
     *
     * @param token that was given; else that of NEREST_TOKEN, else that of NEREST_ACCESS_TOKEN, else none is sent
     */
    public static RemoteService ofStack(String option, URI address, Optional<String> token) {
        String bearer = token.or(() -> variable("NEREST_TOKEN"))
                .or(() -> variable("NEREST_ACCESS_TOKEN"))
                .map(value -> "Bearer " + value)
                .orElse("");
        return new RemoteService(option, address, bearer);
    }

    /**
     * Returns the JSON at a path.
     *
     * @throws RefusedException if the service answers with another status than 2xx; so throw all methods
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(bytes(path));
    }

    /** Returns the bytes at a path. */
    public byte[] bytes(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), BodyHandlers.ofByteArray(), true);
    }

    /** Writes the content of a path to a file. An interrupted download leaves no file of this name. */
    public void download(String path, Path file) throws IOException, InterruptedException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        send(request(path).GET().build(), toFile(part), true);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sends JSON by PUT. */
    public JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(send(request, BodyHandlers.ofByteArray(), true));
    }

    /**
     * Sends JSON by POST.
     *
     * @param repeatable whether sending it twice has the effect of sending it once
     */
    public JsonNode post(String path, JsonNode body, boolean repeatable) throws IOException, InterruptedException {
        return post(path, "application/json", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), repeatable);
    }

    /** Sends a POST without a body, once. */
    public JsonNode post(String path) throws IOException, InterruptedException {
        HttpRequest request = request(path).POST(BodyPublishers.noBody()).build();
        return JSON.readTree(send(request, BodyHandlers.ofByteArray(), false));
    }

    /**
     * Sends a body by POST.
     *
     * @param repeatable whether sending it twice has the effect of sending it once
     */
    public JsonNode post(String path, String contentType, BodyPublisher body, boolean repeatable)
            throws IOException, InterruptedException {
        HttpRequest request =
                request(path).header("Content-Type", contentType).POST(body).build();
        return JSON.readTree(send(request, BodyHandlers.ofByteArray(), repeatable));
    }

    /**
     * Sends a body by POST with headers of its own, once.
     *
     * @param headers values by name
     */
    public JsonNode post(String path, String contentType, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(body);
        headers.forEach(request::header);
        return JSON.readTree(send(request.build(), BodyHandlers.ofByteArray(), false));
    }

    /** Deletes what a path names. */
    public void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE().build(), BodyHandlers.ofByteArray(), true);
    }

    /**
     * An answer of a service.
     *
     * @param status of HTTP, 2xx
     */
    public record Reply(int status, JsonNode body) {}

    /** Sends a form with a file by POST, once; for a caller that needs the status of the answer. */
    public Reply postForm(String path, String contentType, BodyPublisher form)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .timeout(FORM_LIMIT)
                .header("Content-Type", contentType)
                .POST(form)
                .build();
        HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray(), false);
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_LIMIT);
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private byte[] send(HttpRequest request, BodyHandler<byte[]> body, boolean repeatable)
            throws IOException, InterruptedException {
        return exchange(request, body, repeatable).body();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, BodyHandler<byte[]> body, boolean repeatable)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = !repeatable || attempt == ATTEMPTS;
            try {
                HttpResponse<byte[]> response = client.send(request, body);
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return response;
                }
                if (last || (status != 429 && status < 500)) {
                    throw new RefusedException(option, request, status, reason(response.body()));
                }
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (last) {
                    throw new IOException(
                            address + " cannot be reached; check " + option + ", and that the service runs", e);
                }
            }
            Thread.sleep(FIRST_PAUSE_MS << (attempt - 1));
        }
    }

    /** Writes a body of 2xx to a file; that of a refusal stays in memory. */
    private static BodyHandler<byte[]> toFile(Path file) {
        return response -> response.statusCode() / 100 == 2
                ? BodySubscribers.mapping(BodySubscribers.ofFile(file), written -> new byte[0])
                : BodySubscribers.ofByteArray();
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
