package io.nerest.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The selector requests scores of frames by one model. Key: request id. A request has at most {@value #MOST_FRAMES} frames,
 * so that pods share the work of a round. The answer is one {@link FrameScored} per frame, except for frames that the model
 * has already scored: their event was sent then.
 */
public record ScoringRequested(
        UUID requestId, UUID campaignId, int round, String modelId, List<FrameRef> frames, Instant requestedAt) {
    public static final int MOST_FRAMES = 64;

    public ScoringRequested {
        Require.present(requestId, "requestId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.text(modelId, "modelId");
        frames = Require.list(frames, "frames");
        Require.time(requestedAt, "requestedAt");
        if (frames.isEmpty() || frames.size() > MOST_FRAMES) {
            throw new InvalidEventException(
                    "'frames' holds " + frames.size() + " frames, but must hold 1 to " + MOST_FRAMES);
        }
    }
}
