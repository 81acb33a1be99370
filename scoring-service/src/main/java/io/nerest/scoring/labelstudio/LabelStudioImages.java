package io.nerest.scoring.labelstudio;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.service.http.ProblemException;
import io.nerest.service.images.ImageConfig;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Fetches images of tasks from the configured Label Studio, and from nowhere else: redirects are not followed. */
@ApplicationScoped
class LabelStudioImages {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Uploaded and local files, and files of its storages. */
    private static final List<String> PLACES = List.of("/data/", "/tasks/", "/storage-data/");

    private final LabelStudioConfig config;
    private final ImageLimits limits;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    LabelStudioImages(LabelStudioConfig config, ImageConfig images) {
        this.config = config;
        this.limits = images.limits();
    }

    /**
     * Returns the image of a task, with all its pixels.
     *
     * @param task its number, for messages
     * @throws ProblemException 409 if no Label Studio is configured; 422 if the image is elsewhere, or cannot be used
     */
    DecodedImage of(String task, String address) throws InterruptedException {
        URI uri = allowed(task, address);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
        config.apiKey().ifPresent(key -> request.header("Authorization", "Token " + key));
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw problem(
                            task,
                            "Label Studio answers " + response.statusCode()
                                    + "; check nerest.scoring.label-studio.api-key");
                }
                byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE, limits.maxBytes() + 1));
                return ImageDecoder.decode(bytes, limits);
            }
        } catch (ImageRejectedException e) {
            throw problem(task, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw problem(task, "Label Studio cannot be reached; check nerest.scoring.label-studio.url");
        }
    }

    private URI allowed(String task, String address) {
        URI studio = config.url()
                .orElseThrow(() -> new ProblemException(
                        409, "set nerest.scoring.label-studio.url: images are fetched from this address only"));
        URI uri;
        try {
            uri = studio.resolve(URI.create(address.replace(" ", "%20"))).normalize();
        } catch (IllegalArgumentException e) {
            throw problem(task, "its address is not valid");
        }
        boolean same = Objects.equals(uri.getScheme(), studio.getScheme())
                && Objects.equals(uri.getHost(), studio.getHost())
                && uri.getPort() == studio.getPort()
                && uri.getUserInfo() == null;
        String path = Objects.requireNonNullElse(uri.getPath(), "");
        if (!same || PLACES.stream().noneMatch(path::startsWith)) {
            throw problem(task, "it is not a file of the configured Label Studio");
        }
        return uri;
    }

    private static ProblemException problem(String task, String reason) {
        return ProblemException.ofField("tasks", "'tasks': the image of task " + task + " cannot be used: " + reason);
    }
}
