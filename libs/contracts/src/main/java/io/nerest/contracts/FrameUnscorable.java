package io.nerest.contracts;

import java.time.Instant;

/**
 * Scoring cannot score a frame: its image is missing, was overwritten, or cannot be decoded. No model can score it later.
 * Key: frame id.
 *
 * @param frame the frame; complete, since the event can arrive before the frame's own event
 * @param reason what is wrong with the image, one sentence
 * @param pod scoring pod
 */
public record FrameUnscorable(FrameRef frame, String reason, String pod, Instant at) {
    public FrameUnscorable {
        Require.present(frame, "frame");
        Require.text(reason, "reason");
        Require.text(pod, "pod");
        Require.time(at, "at");
    }
}
