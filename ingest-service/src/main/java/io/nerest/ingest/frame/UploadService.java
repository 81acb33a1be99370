package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.stream.StreamService;
import io.nerest.video.spec.FrameGeometry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Registers uploaded images. The sender repeats an upload that was not acknowledged. */
@ApplicationScoped
public class UploadService {
    private static final int NOT_FOUND = 404;

    private final FrameValidator validator;
    private final ImageCheck images;
    private final StreamService streams;
    private final ContentStore contents;
    private final FrameRegistration registration;

    UploadService(
            FrameValidator validator,
            ImageCheck images,
            StreamService streams,
            ContentStore contents,
            FrameRegistration registration) {
        this.validator = validator;
        this.images = images;
        this.streams = streams;
        this.contents = contents;
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
        } catch (RejectedImageException e) {
            registration.countRejection();
            return e.toOutcome();
        }
        return register(streamId, file, capturedAt, FrameSource.UPLOAD);
    }

    /**
     * Stores and registers one image.
     *
     * @param file on the local disk
     * @param source how it was received
     */
    public RegistrationOutcome register(String streamId, Path file, Instant capturedAt, FrameSource source)
            throws IOException {
        try {
            validator.checkCaptureTime(capturedAt);
            if (!StreamService.ID.matcher(streamId).matches() || !streams.exists(streamId)) {
                throw new RejectedImageException(
                        NOT_FOUND,
                        "'streamId': stream '" + StreamService.shown(streamId)
                                + "' does not exist; register it with PUT /api/streams/ID");
            }
            CheckedImage image = images.check(file);
            NewFrame frame = contents.store(streamId, image, capturedAt, source);
            return registration.register(frame, frame.image());
        } catch (RejectedImageException e) {
            registration.countRejection();
            return e.toOutcome();
        }
    }

    /**
     * Stores and registers one image of a camera after rotation, crop and mask; the image itself if they change nothing.
     *
     * @param quality of the JPEG that is stored, 1 to 100
     */
    public RegistrationOutcome registerChanged(
            String streamId, Path file, FrameGeometry geometry, int quality, Instant capturedAt) throws IOException {
        if (geometry.isUnchanged()) {
            return register(streamId, file, capturedAt, FrameSource.CAMERA);
        }
        Path changed = Files.createTempFile("nerest-changed", ".jpg");
        try {
            Files.write(changed, images.changed(file, geometry, quality));
            return register(streamId, changed, capturedAt, FrameSource.CAMERA);
        } catch (RejectedImageException e) {
            registration.countRejection();
            return e.toOutcome();
        } finally {
            Files.deleteIfExists(changed);
        }
    }
}
