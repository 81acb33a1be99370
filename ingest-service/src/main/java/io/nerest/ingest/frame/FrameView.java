package io.nerest.ingest.frame;

import io.nerest.contracts.FrameSource;
import java.time.Instant;
import java.util.UUID;

/** A frame as REST shows it. */
public record FrameView(
        UUID id,
        String streamId,
        Instant capturedAt,
        Instant registeredAt,
        int width,
        int height,
        String sha256,
        FrameSource source,
        String image) {
    static FrameView of(FrameEntity frame) {
        return new FrameView(
                frame.id,
                frame.streamId,
                frame.capturedAt,
                frame.registeredAt,
                frame.width,
                frame.height,
                frame.sha256,
                frame.source,
                "/api/frames/" + frame.id + "/image");
    }
}
