package io.nerest.cli.importing;

import io.nerest.commandline.remote.MultipartForm;
import io.nerest.commandline.remote.RefusedException;
import io.nerest.commandline.remote.RemoteService;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Uploads frames to a running stack. An upload may be repeated: the service stores an image once. */
final class StackTarget implements FrameTarget {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final RemoteService ingest;
    private final String stream;

    /**
     * @param url of the ingest service
     * @param token sent as a bearer token; the environment's if it is absent
     */
    StackTarget(URI url, String stream, Optional<String> token) {
        this.ingest = RemoteService.ofStack("--url", url, token);
        this.stream = stream;
    }

    /**
     * Creates the stream if it does not exist.
     *
     * @throws IOException if the service cannot be reached, or refuses
     */
    void createStream() throws IOException, InterruptedException {
        try {
            ingest.get("/api/streams/" + stream);
        } catch (RefusedException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            ingest.put(
                    "/api/streams/" + stream,
                    RemoteService.JSON.createObjectNode().put("name", stream));
        }
    }

    @Override
    public Optional<String> add(FieldFrame frame) throws IOException, InterruptedException {
        MultipartForm form = new MultipartForm()
                .field("streamId", stream)
                .field("capturedAt", frame.capturedAt().toString());
        try {
            ingest.post("/api/frames", form.contentType(), form.withFile("image", frame.name(), frame.file()), true);
            return Optional.empty();
        } catch (RefusedException e) {
            if (e.status() == UNAUTHORIZED || e.status() == FORBIDDEN) {
                throw e;
            }
            return Optional.of(e.status() + ": " + e.reason());
        }
    }

    @Override
    public void close() {
        // the client ends with the process
    }
}
