package io.nerest.contracts;

import java.time.Instant;

/**
 * Ingest has a new frame: the picture is in the store, the row is committed. Key: frame id.
 *
 * @param frame which frame, and where its picture lies
 * @param sha256 of the picture's bytes
 * @param capturedAt when the camera took it
 * @param registeredAt when ingest committed it
 * @param source how it came in
 */
public record FrameRegistered(
        FrameRef frame, String sha256, Instant capturedAt, Instant registeredAt, FrameSource source) {
    public FrameRegistered {
        Require.present(frame, "frame");
        Require.sha256(sha256, "sha256");
        Require.present(capturedAt, "capturedAt");
        Require.present(registeredAt, "registeredAt");
        Require.present(source, "source");
    }
}
