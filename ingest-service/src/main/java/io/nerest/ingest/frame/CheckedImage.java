package io.nerest.ingest.frame;

import io.nerest.vision.image.ImageHeader;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An image that can be decoded completely.
 *
 * @param hash of what it shows; near-duplicates differ in few bits
 * @param sha256 of the file, 64 lower-case hex digits
 * @param file its bytes, on the local disk
 */
public record CheckedImage(ImageHeader header, long hash, String sha256, Path file) {

    /** Returns the object key for this content in a stream. */
    String key(String streamId) {
        String format = format();
        return FrameKey.ofContent(streamId, sha256, format.equals("jpeg") ? "jpg" : format);
    }

    String contentType() {
        return "image/" + format();
    }

    private String format() {
        return header.format().name().toLowerCase(Locale.ROOT);
    }
}
