package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import java.time.Instant;
import java.util.UUID;

/**
 * A frame in REST responses.
 *
 * @param width in pixels, with the EXIF orientation applied
 * @param height in pixels, with the EXIF orientation applied
 * @param sha256 of the image's bytes, 64 lower-case hex digits
 * @param image path of the image
 */
public record FrameView(
        UUID id,
        String streamId,
        Instant capturedAt,
        Instant registeredAt,
        int width,
        int height,
        String sha256,
        FrameSource source,
        String image) {}
