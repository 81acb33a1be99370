package io.nerest.ingest.source;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;

/** Files in watched folders: their capture times, and whether they can be read. */
final class WatchedImage {
    private WatchedImage() {}

    /** Returns the time in an image's EXIF data, or without it the time of the file's last change. */
    static Instant of(Path image, ZoneId zone) throws IOException {
        try {
            ExifSubIFDDirectory exif =
                    ImageMetadataReader.readMetadata(image.toFile()).getFirstDirectoryOfType(ExifSubIFDDirectory.class);
            Date taken = exif == null ? null : exif.getDateOriginal(TimeZone.getTimeZone(zone));
            if (taken != null) {
                return taken.toInstant();
            }
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            // Intake reports images that cannot be read, or end early.
        }
        return Files.getLastModifiedTime(image).toInstant();
    }

    /** Returns why a file cannot be read to its end; empty if it can. */
    static Optional<IOException> problem(Path file) {
        try {
            Files.copy(file, OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
