package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import io.nerest.contracts.ObjectRef;
import java.time.Instant;

/**
 * A picture that lies in the store and is about to become a frame.
 *
 * @param sha256 of its bytes
 */
public record Arrival(
        String streamId,
        ObjectRef image,
        String sha256,
        int width,
        int height,
        Instant capturedAt,
        FrameSource source) {}
