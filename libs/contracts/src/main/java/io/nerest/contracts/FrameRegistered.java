package io.nerest.contracts;

import java.time.Instant;

/**
 * Ingest has registered a frame: its image is in the object store. Key: frame id.
 *
 * @param frame the frame
 * @param sha256 SHA-256 of the image file, in hexadecimal
 * @param capturedAt when the camera took it
 * @param registeredAt when ingest committed it
 * @param source how it was received
 */
public record FrameRegistered(
        FrameRef frame, String sha256, Instant capturedAt, Instant registeredAt, FrameSource source) {
    public FrameRegistered {
        Require.present(frame, "frame");
        Require.sha256(sha256, "sha256");
        Require.time(capturedAt, "capturedAt");
        Require.time(registeredAt, "registeredAt");
        Require.present(source, "source");
    }
}
