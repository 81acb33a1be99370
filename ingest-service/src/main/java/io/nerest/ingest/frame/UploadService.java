package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.bucket.FrameKey;
import io.nerest.ingest.stream.StreamRegistry;
import io.nerest.service.objects.ObjectStore;
import io.nerest.vision.image.ImageHeader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Takes pictures that come by REST. The picture goes to the store first and the row after it: a crash in between leaves an
 * object that the reconciler registers, never a row without its picture.
 */
@ApplicationScoped
public class UploadService {
    private static final int UNKNOWN_STREAM = 404;

    private final ImageGate gate;
    private final StreamRegistry streams;
    private final ObjectStore store;
    private final FrameRegistry registry;

    UploadService(ImageGate gate, StreamRegistry streams, ObjectStore store, FrameRegistry registry) {
        this.gate = gate;
        this.streams = streams;
        this.store = store;
        this.registry = registry;
    }

    /**
     * Takes one picture.
     *
     * @param file where the server has put its bytes
     * @param name as the sender calls it
     */
    public UploadOutcome take(String streamId, Path file, String name, Instant capturedAt) throws IOException {
        try {
            gate.checkName(name);
            gate.checkTime(capturedAt);
            if (!streams.exists(streamId)) {
                throw new ImageGate.RefusedException(
                        UNKNOWN_STREAM,
                        "there is no stream '" + streamId + "'; register it by PUT /api/streams/" + streamId);
            }
            gate.checkLength(Files.size(file));
            byte[] picture = Files.readAllBytes(file);
            ImageHeader header = gate.check(picture);
            return register(streamId, picture, header, capturedAt);
        } catch (ImageGate.RefusedException e) {
            registry.countRefusal(e.outcome());
            return e.outcome();
        }
    }

    private UploadOutcome register(String streamId, byte[] picture, ImageHeader header, Instant capturedAt) {
        String sha256 = FrameId.sha256(picture);
        String format = header.format().name().toLowerCase(Locale.ROOT);
        ObjectRef image = store.put(
                FrameKey.ofContent(streamId, sha256, format.equals("jpeg") ? "jpg" : format),
                picture,
                "image/" + format);
        return registry.register(
                new Arrival(streamId, image, sha256, header.width(), header.height(), capturedAt, FrameSource.UPLOAD));
    }
}
