package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.object.SeenObjectRepository;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import io.nerest.service.images.ImageConfig;
import io.nerest.service.objects.MissingObjectException;
import io.nerest.service.objects.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Uploads that go to the object store directly: a ticket, the upload, a confirmation. Bytes that are not confirmed are no
 * frames; a confirmation that is repeated has the same answer.
 */
@ApplicationScoped
public class DirectUploadService {
    static final String PREFIX = "uploads/";
    private static final Duration VALIDITY = Duration.ofMinutes(15);
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final ObjectStore store;
    private final StreamService streams;
    private final ImageConfig images;
    private final ImageCheck check;
    private final UploadService uploads;
    private final SeenObjectRepository objects;

    DirectUploadService(
            ObjectStore store,
            StreamService streams,
            ImageConfig images,
            ImageCheck check,
            UploadService uploads,
            SeenObjectRepository objects) {
        this.store = store;
        this.streams = streams;
        this.images = images;
        this.check = check;
        this.uploads = uploads;
        this.objects = objects;
    }

    /**
     * Returns a ticket for one image of a stream.
     *
     * @throws ProblemException 404 if the stream does not exist
     */
    public UploadTicket ticket(String streamId) {
        requireStream(streamId);
        String key = PREFIX + streamId + "/" + UUID.randomUUID();
        return new UploadTicket(
                key,
                store.presignedPut(key, VALIDITY),
                Instant.now(Clock.systemUTC()).plus(VALIDITY),
                images.limits().maxBytes());
    }

    /**
     * Registers an uploaded image as a frame, and removes the uploaded object.
     *
     * @throws ProblemException 404 if nothing was uploaded; 422 if the key is not one of a ticket of the stream
     */
    public RegistrationOutcome confirm(String streamId, String key, Instant capturedAt) throws IOException {
        requireStream(streamId);
        if (!key.matches(Pattern.quote(PREFIX + streamId + "/") + UUID_FORM)) {
            throw ProblemException.invalid("key", "is not the key of a ticket of stream '" + streamId + "'");
        }
        Optional<UUID> known = objects.frameOf(store.bucket(), key);
        if (known.isPresent()) {
            return new RegistrationOutcome.Registered(known.get());
        }
        ObjectStore.Stored stored = store.stat(key)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "nothing was uploaded to '" + key + "'; send the image to the ticket's URL, then confirm it"));
        Path file = Files.createTempFile("nerest-upload", ".image");
        try {
            check.checkLength(stored.ref().size());
            store.download(stored.ref(), file);
            RegistrationOutcome outcome = uploads.register(streamId, file, capturedAt, FrameSource.UPLOAD);
            outcome.frame().ifPresent(frame -> objects.noteFrame(stored.ref(), frame));
            store.remove(key);
            return outcome;
        } catch (RejectedImageException e) {
            store.remove(key);
            return e.toOutcome();
        } catch (MissingObjectException e) {
            throw new ProblemException(409, "'" + key + "' was overwritten while it was confirmed; confirm it again");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void requireStream(String streamId) {
        if (!StreamService.ID.matcher(streamId).matches() || !streams.exists(streamId)) {
            throw ProblemException.describedBy(
                    404,
                    "'streamId': stream '" + StreamService.shown(streamId)
                            + "' does not exist; register it with PUT /api/streams/ID");
        }
    }
}
