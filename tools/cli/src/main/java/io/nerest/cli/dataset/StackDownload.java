package io.nerest.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Downloads labels and images of a running stack. A request that fails is repeated. */
final class StackDownload {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ATTEMPTS = 5;
    /** Parts of messages that a service returns. */
    private static final int LONGEST_REASON = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI url;
    private final Optional<String> token;

    /**
     * @param url of the ingest service
     * @param token sent as a bearer token; the environment's if it is absent
     */
    StackDownload(URI url, Optional<String> token) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("--url=" + url + ": must be an address such as http://localhost:8081");
        }
        this.url = url;
        this.token = token.or(() -> Optional.ofNullable(System.getenv("NEREST_TOKEN")))
                .or(() -> Optional.ofNullable(System.getenv("NEREST_ACCESS_TOKEN")));
    }

    /**
     * Downloads the newest labels as COCO, without images.
     *
     * @throws IOException if the service cannot be reached, or refuses; the message says why
     */
    void labels(Path zip, Optional<String> stream, Optional<Instant> from, Optional<Instant> to)
            throws IOException, InterruptedException {
        StringBuilder path = new StringBuilder("/api/annotations?format=coco");
        stream.ifPresent(value -> path.append("&stream=").append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        from.ifPresent(value -> path.append("&from=").append(value));
        to.ifPresent(value -> path.append("&to=").append(value));
        download(path.toString(), zip);
    }

    /** Downloads the image of a frame. A file that exists is a whole image. */
    void image(String frame, Path file) throws IOException, InterruptedException {
        download("/api/frames/" + frame + "/image", file);
    }

    private void download(String path, Path file) throws IOException, InterruptedException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofMinutes(5));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<Path> response = client.send(request.build(), HttpResponse.BodyHandlers.ofFile(part));
                if (response.statusCode() == 200) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
                boolean repeat = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!repeat || attempt == ATTEMPTS) {
                    throw refused(response.statusCode(), part);
                }
            } catch (DownloadRefused e) {
                throw new IOException(e.getMessage(), e);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(url + " cannot be reached; check --url, and that the stack runs", e);
                }
            }
            Thread.sleep(200L << attempt);
        }
    }

    /** The service has answered, but not with the file. */
    private static final class DownloadRefused extends IOException {
        private static final long serialVersionUID = 1L;

        DownloadRefused(String message) {
            super(message);
        }
    }

    private DownloadRefused refused(int status, Path body) throws IOException {
        String reason = "";
        if (Files.exists(body) && Files.size(body) < 1_000_000) {
            try {
                JsonNode problem = JSON.readTree(body.toFile());
                reason = problem.path("detail").asText(problem.path("title").asText(""));
            } catch (IOException notJson) {
                reason = "";
            }
        }
        Files.deleteIfExists(body);
        String hint = status == 401 || status == 403 ? "; give a token by --token or NEREST_TOKEN" : "";
        return new DownloadRefused(url + " refuses the download (" + status + "): "
                + reason.substring(0, Math.min(LONGEST_REASON, reason.length())) + hint);
    }
}
