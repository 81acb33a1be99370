package io.nerest.ingest.resumable;

import io.nerest.contracts.FrameSource;
import io.nerest.ingest.frame.ArchiveUploadService;
import io.nerest.ingest.frame.UploadResult;
import io.nerest.ingest.frame.UploadService;
import io.nerest.ingest.stream.StreamService;
import io.nerest.service.http.ProblemException;
import io.nerest.service.objects.ObjectStore;
import io.nerest.system.Sha256;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files that arrive in parts. Each part is an object of the store and a row, so that any pod continues an upload; a part whose
 * connection ends early counts as far as it arrived.
 */
@ApplicationScoped
public class ResumableUploads {
    private static final Logger LOG = Logger.getLogger(ResumableUploads.class);
    private static final String PREFIX = "partial-uploads/";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int BUFFER_BYTES = 65_536;

    private final StoredUploads uploads;
    private final ObjectStore store;
    private final StreamService streams;
    private final ArchiveUploadService archives;
    private final UploadService images;
    private final ResumableUploadConfig config;

    ResumableUploads(
            StoredUploads uploads,
            ObjectStore store,
            StreamService streams,
            ArchiveUploadService archives,
            UploadService images,
            ResumableUploadConfig config) {
        this.uploads = uploads;
        this.store = store;
        this.streams = streams;
        this.archives = archives;
        this.images = images;
        this.config = config;
    }

    /**
     * Begins an upload.
     *
     * @param length of the file in bytes
     * @throws ProblemException 404 if the stream does not exist; 413 if the file is too long; 429 if too many uploads are open
     */
    PartialUpload begin(UploadMetadata metadata, long length) {
        if (length > config.maxBytes()) {
            throw ProblemException.describedBy(
                    TOO_LARGE,
                    "'Upload-Length' is " + length + "; at most " + config.maxBytes() + " bytes are accepted");
        }
        if (!StreamService.ID.matcher(metadata.streamId()).matches() || !streams.exists(metadata.streamId())) {
            throw ProblemException.describedBy(
                    NOT_FOUND,
                    "'streamId': stream '" + StreamService.shown(metadata.streamId())
                            + "' does not exist; register it with PUT /api/streams/ID");
        }
        if (uploads.count() >= config.maxOpen()) {
            throw new ProblemException(
                            TOO_MANY,
                            config.maxOpen()
                                    + " uploads are open, which is the limit; delete some, or wait until they expire")
                    .header("Retry-After", "60");
        }
        PartialUpload upload = new PartialUpload(
                UUID.randomUUID(), metadata.streamId(), metadata.fileName(), metadata.sha256(), length, 0, expiry());
        uploads.add(upload);
        return upload;
    }

    private Instant expiry() {
        return Instant.now(Clock.systemUTC()).plus(config.keptFor()).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Returns an upload.
     *
     * @throws ProblemException 404 if it does not exist, or has expired
     */
    PartialUpload find(UUID id) {
        return uploads.find(id)
                .orElseThrow(() -> new ProblemException(
                        NOT_FOUND, "upload " + id + " does not exist, or has expired; create another one"));
    }

    /**
     * Appends what arrives until the body or its connection ends.
     *
     * @param offset at which the body begins
     * @param maxBytes longest body
     * @return the upload afterwards
     * @throws ProblemException 409 if the upload continues elsewhere; 413 if the body is longer than what is left of the file
     */
    PartialUpload append(UUID id, long offset, InputStream body, long maxBytes) throws IOException {
        PartialUpload upload = find(id);
        if (offset != upload.received()) {
            throw elsewhere(upload, offset);
        }
        Path file = Files.createTempFile("nerest-part", ".bin");
        try {
            long length = receive(body, file, Math.min(maxBytes, upload.length() - offset));
            if (length > 0) {
                String key = PREFIX + id + "/" + offset + "-" + UUID.randomUUID();
                store.put(key, file, "application/octet-stream");
                if (!uploads.append(id, offset, length, key, expiry())) {
                    store.remove(key);
                    throw elsewhere(find(id), offset);
                }
            }
            return find(id);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ProblemException elsewhere(PartialUpload upload, long offset) {
        return ProblemException.describedBy(
                        CONFLICT,
                        "'Upload-Offset' is " + offset + ", but " + upload.received()
                                + " bytes have arrived; continue there")
                .header("Upload-Offset", String.valueOf(upload.received()));
    }

    /** Copies a body to a file; one that breaks off is copied as far as it arrived. Returns the bytes. */
    private static long receive(InputStream body, Path file, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long received = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                int read;
                try {
                    read = body.read(buffer);
                } catch (IOException e) {
                    LOG.debugf("a part broke off after %d bytes: %s", received, e.getMessage());
                    return received;
                }
                if (read < 0) {
                    return received;
                }
                received += read;
                if (received > limit) {
                    throw new ProblemException(
                            TOO_LARGE,
                            "the body has more than " + limit + " bytes, which are accepted here; send smaller parts");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /**
     * Registers the images of a complete upload as frames. A repetition registers nothing twice.
     *
     * @param capturedAt of all images; null for the times in an archive, and for the current time of a single image
     * @throws ProblemException 409 if the upload is not complete; 422 if its content differs from the stated SHA-256, or is
     *     neither an archive nor an image
     */
    List<UploadResult> register(UUID id, @Nullable Instant capturedAt) throws IOException {
        PartialUpload upload = find(id);
        if (!upload.isComplete()) {
            throw new ProblemException(
                    CONFLICT,
                    "upload " + id + " has " + upload.received() + " of " + upload.length()
                            + " bytes; send the others first");
        }
        Path file = Files.createTempFile("nerest-resumable", ".bin");
        try {
            assemble(id, file);
            if (!upload.sha256().isEmpty() && !Sha256.of(file).equals(upload.sha256())) {
                throw new ProblemException(
                        UNPROCESSABLE,
                        "the content of upload " + id
                                + " has another SHA-256 than 'Upload-Metadata' states; send it again");
            }
            if (isArchive(file)) {
                return archives.register(upload.streamId(), file, capturedAt);
            }
            Instant time = capturedAt == null ? Instant.now(Clock.systemUTC()) : capturedAt;
            return List.of(images.register(upload.streamId(), file, time, FrameSource.UPLOAD)
                    .toResult(upload.fileName().replaceAll("\\p{Cntrl}", "?")));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void assemble(UUID id, Path file) throws IOException {
        for (String key : uploads.parts(id)) {
            ObjectStore.Stored part = store.stat(key)
                    .orElseThrow(() -> new ProblemException(
                            CONFLICT,
                            "a part of upload " + id + " is missing in the object store; send the file again"));
            try (InputStream content = store.read(part.ref(), 0, part.ref().size());
                    OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                content.transferTo(out);
            }
        }
    }

    /** The first bytes decide: zip, gzip, or the magic of tar. */
    private static boolean isArchive(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(262);
        }
        boolean zip = start.length > 1 && start[0] == 'P' && start[1] == 'K';
        boolean gzip = start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
        return zip || gzip || (start.length == 262 && start[257] == 'u' && start[258] == 's' && start[259] == 't');
    }

    /**
     * Removes an upload and its parts. Frames that it became stay.
     *
     * @throws ProblemException 404 if it does not exist
     */
    void remove(UUID id) {
        removeObjects(find(id).id());
        uploads.delete(id);
    }

    /** Also those of parts whose pod was killed before their row was written. */
    private void removeObjects(UUID id) {
        try (Stream<ObjectStore.Stored> objects = store.list(PREFIX + id + "/")) {
            objects.map(object -> object.ref().key()).toList().forEach(store::remove);
        }
    }

    /** Removes uploads that have expired. What a killed pod leaves of one is removed by the next run. */
    @Scheduled(
            every = "{nerest.ingest.resumable.remove-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void removeExpired() {
        removeExpired(Instant.now(Clock.systemUTC()));
    }

    void removeExpired(Instant now) {
        for (UUID id : uploads.expired(now)) {
            try {
                // The rows last: if the pod is killed meanwhile, the next run finds them.
                removeObjects(id);
                uploads.delete(id);
            } catch (RuntimeException e) {
                LOG.warnf("removing upload %s failed; the next run repeats it: %s", id, e.getMessage());
            }
        }
    }
}
