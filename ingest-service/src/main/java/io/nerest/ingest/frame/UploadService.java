package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.nerest.vision.image.ImageHeader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Registers uploaded images. It writes the object first and the row second: a crash in between leaves an object that the
 * reconciler registers, never a row without an image.
 */
@ApplicationScoped
public class UploadService {
    private static final int NOT_FOUND = 404;

    private final FrameValidator validator;
    private final StreamService streams;
    private final ObjectStore store;
    private final FrameRegistration registration;

    UploadService(FrameValidator validator, StreamService streams, ObjectStore store, FrameRegistration registration) {
        this.validator = validator;
        this.streams = streams;
        this.store = store;
        this.registration = registration;
    }

    /**
     * Stores and registers one image.
     *
     * @param file the uploaded file on the local disk
     * @param fileName as the sender named it
     */
    public RegistrationOutcome register(String streamId, Path file, String fileName, Instant capturedAt)
            throws IOException {
        try {
            validator.checkFileName(fileName);
            validator.checkCaptureTime(capturedAt);
            if (!streams.exists(streamId)) {
                throw new RejectedImageException(
                        NOT_FOUND,
                        "stream '" + streamId + "' does not exist; register it with PUT /api/streams/" + streamId);
            }
            validator.checkLength(Files.size(file));
            byte[] image = Files.readAllBytes(file);
            return store(streamId, image, validator.checkImage(image), capturedAt);
        } catch (RejectedImageException e) {
            registration.countRejection();
            return e.toOutcome();
        }
    }

    private RegistrationOutcome store(String streamId, byte[] image, ImageHeader header, Instant capturedAt) {
        String sha256 = Sha256.of(image);
        String format = header.format().name().toLowerCase(Locale.ROOT);
        String key = FrameKey.ofContent(streamId, sha256, format.equals("jpeg") ? "jpg" : format);
        ObjectRef object = store.put(key, image, "image/" + format);
        return registration.register(new NewFrame(
                streamId, object, sha256, header.width(), header.height(), capturedAt, FrameSource.UPLOAD));
    }
}
