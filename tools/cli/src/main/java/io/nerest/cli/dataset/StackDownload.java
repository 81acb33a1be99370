package io.nerest.cli.dataset;

import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Downloads labels and images of a running stack. */
final class StackDownload {
    private final RemoteService ingest;

    /**
     * @param url of the ingest service
     * @param token sent as a bearer token; the environment's if it is absent
     */
    StackDownload(URI url, Optional<String> token) {
        this.ingest = RemoteService.ofStack("--url", url, token);
    }

    /**
     * Downloads the newest labels as COCO, without images.
     *
     * @throws IOException if the service cannot be reached, or refuses; the message gives the reason
     */
    void labels(Path zip, Optional<String> stream, Optional<Instant> from, Optional<Instant> to)
            throws IOException, InterruptedException {
        StringBuilder path = new StringBuilder("/api/annotations?format=coco");
        stream.ifPresent(value -> path.append("&stream=").append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        from.ifPresent(value -> path.append("&from=").append(value));
        to.ifPresent(value -> path.append("&to=").append(value));
        ingest.download(path.toString(), zip);
    }

    /**
     * Downloads the labels of a version of a named data set as COCO, without images.
     *
     * @param version its number, a tag, or {@code latest}
     */
    void labels(Path zip, String dataset, String version) throws IOException, InterruptedException {
        ingest.download(
                StackDatasetOptions.path(dataset) + "/versions/" + StackDatasetOptions.segment(version)
                        + "/labels?format=coco",
                zip);
    }

    /** Downloads the image of a frame. A file that exists is a whole image. */
    void image(String frame, Path file) throws IOException, InterruptedException {
        ingest.download("/api/frames/" + frame + "/image", file);
    }
}
