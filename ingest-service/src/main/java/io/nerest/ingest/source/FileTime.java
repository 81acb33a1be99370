package io.nerest.ingest.source;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;

/** Capture times of files in watched folders. */
final class FileTime {
    private FileTime() {}

    /** Returns the time in an image's EXIF data, or without it the time of the file's last change. */
    static Instant of(Path image, ZoneId zone) throws IOException {
        try {
            ExifSubIFDDirectory exif =
                    ImageMetadataReader.readMetadata(image.toFile()).getFirstDirectoryOfType(ExifSubIFDDirectory.class);
            Date taken = exif == null ? null : exif.getDateOriginal(TimeZone.getTimeZone(zone));
            if (taken != null) {
                return taken.toInstant();
            }
        } catch (ImageProcessingException | RuntimeException e) {
            // Intake reports images that cannot be read.
        }
        return Files.getLastModifiedTime(image).toInstant();
    }
}
