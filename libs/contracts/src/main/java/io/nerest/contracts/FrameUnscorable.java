package io.nerest.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Scoring cannot score a frame: its image is missing, was overwritten, or cannot be decoded. No model can score it later. Ingest
 * publishes the same of a frame that has expired. Key: frame id.
 *
 * @param frame the frame; complete, since the event can arrive before the frame's own event
 * @param reason what is wrong with the image, one sentence
 * @param pod pod of scoring or ingest
 * @param at when it was found; of a frame that has expired, when ingest removed it
 * @param expired true if ingest has removed the frame by its retention rule; absent if the frame stays, and in events of older
 *     writers
 */
public record FrameUnscorable(
        FrameRef frame,
        String reason,
        String pod,
        Instant at,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean expired) {
    public FrameUnscorable {
        Require.present(frame, "frame");
        Require.text(reason, "reason");
        Require.text(pod, "pod");
        Require.time(at, "at");
    }

    /** A frame that stays. */
    public FrameUnscorable(FrameRef frame, String reason, String pod, Instant at) {
        this(frame, reason, pod, at, null);
    }

    /** Returns whether ingest has removed the frame. */
    @JsonIgnore
    public boolean hasExpired() {
        return Boolean.TRUE.equals(expired);
    }
}
