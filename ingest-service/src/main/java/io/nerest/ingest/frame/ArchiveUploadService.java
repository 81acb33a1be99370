package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.formats.archive.ArchiveLimits;
import io.nerest.service.http.ProblemException;
import io.nerest.service.images.ImageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers the images of an archive, one at a time, so that its unpacked size is bounded by one image. */
@ApplicationScoped
public class ArchiveUploadService {
    private static final int MOST_ENTRIES = 5_000;
    private static final long MOST_BYTES = 4L << 30;
    private static final ArchiveLimits LIMITS =
            new ArchiveLimits(MOST_ENTRIES, MOST_BYTES, MOST_BYTES, 100, 100_000_000);
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_LARGE = 413;
    /** Zip files cannot state earlier times, and state this one for unknown. */
    private static final Instant UNKNOWN = Instant.parse("1980-01-03T00:00:00Z");

    private final UploadService uploads;
    private final FrameValidator validator;
    private final ImageConfig images;

    ArchiveUploadService(UploadService uploads, FrameValidator validator, ImageConfig images) {
        this.uploads = uploads;
        this.validator = validator;
        this.images = images;
    }

    /**
     * Registers all images of an archive. A rejected entry does not affect the others.
     *
     * @param capturedAt of all images; null for each entry's own time
     * @throws ProblemException 422 if it is not an archive; 413 if it has too many entries, or unpacks to too much
     */
    public List<UploadResult> register(String streamId, Path archive, @Nullable Instant capturedAt) throws IOException {
        List<UploadResult> results = new ArrayList<>();
        long[] unpacked = new long[1];
        Path file = Files.createTempFile("nerest-archive", ".image");
        try {
            ArchiveEntries.visit(archive, LIMITS, (name, isFile, modified, content) -> {
                if (results.size() == MOST_ENTRIES) {
                    throw ProblemException.describedBy(
                            TOO_LARGE, "'archive' has more than " + MOST_ENTRIES + " entries; send several archives");
                }
                Instant time = capturedAt == null ? timeOf(modified) : capturedAt;
                results.add(entry(streamId, name, isFile, time, content, file, unpacked)
                        .toResult(name.replaceAll("\\p{Cntrl}", "?")));
                return true;
            });
        } catch (UnpackedStream.TooLargeException e) {
            throw ProblemException.describedBy(
                            TOO_LARGE, "'archive' " + e.getMessage() + "; its entries up to there were registered")
                    .with("frames", results);
        } catch (IOException e) {
            throw ProblemException.describedBy(
                            UNPROCESSABLE,
                            "'archive' is not a complete zip, tar or tar.gz file; its entries up to the damage were registered")
                    .with("frames", results);
        } finally {
            Files.deleteIfExists(file);
        }
        if (results.isEmpty()) {
            throw ProblemException.describedBy(
                    UNPROCESSABLE, "'archive' is not a zip, tar or tar.gz file, or contains no files");
        }
        return results;
    }

    private RegistrationOutcome entry(
            String streamId, String name, boolean isFile, Instant time, InputStream content, Path file, long[] unpacked)
            throws IOException {
        try {
            validator.checkFileName(name);
        } catch (RejectedImageException e) {
            return e.toOutcome();
        }
        if (!isFile) {
            return new RegistrationOutcome.Rejected(
                    UNPROCESSABLE, "the entry is a link, a device or encrypted; only files are read");
        }
        unpacked[0] += copy(content, file);
        if (unpacked[0] > MOST_BYTES) {
            throw ProblemException.describedBy(
                    TOO_LARGE, "'archive' unpacks to more than 4 GiB; send several archives");
        }
        return uploads.register(streamId, file, time, FrameSource.UPLOAD);
    }

    /** Copies at most one byte more than an image may have. */
    private long copy(InputStream content, Path file) throws IOException {
        long limit = images.limits().maxBytes() + 1;
        long copied = 0;
        byte[] buffer = new byte[65_536];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (copied < limit) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, limit - copied));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                copied += read;
            }
        }
        return copied;
    }

    private static Instant timeOf(Instant modified) {
        Instant now = Instant.now(Clock.systemUTC());
        return modified.isBefore(UNKNOWN) || modified.isAfter(now) ? now : modified;
    }
}
