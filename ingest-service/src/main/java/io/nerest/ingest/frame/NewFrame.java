package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;
import java.util.UUID;

/**
 * A validated image in the object store, to be registered as a frame.
 *
 * @param sha256 of the image's bytes, 64 lower-case hex digits
 * @param hash of what the image shows; near-duplicates differ in few bits
 * @param width in pixels
 * @param height in pixels
 */
public record NewFrame(
        String streamId,
        ObjectRef image,
        String sha256,
        long hash,
        int width,
        int height,
        Instant capturedAt,
        FrameSource source) {

    UUID id() {
        return FrameId.of(streamId, sha256);
    }
}
