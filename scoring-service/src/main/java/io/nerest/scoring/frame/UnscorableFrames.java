package io.nerest.scoring.frame;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.FrameUnscorable;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.service.lifecycle.PodName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Publishes which frames no model can score, so that no campaign requests or awaits their scores. */
@ApplicationScoped
class UnscorableFrames {
    private static final int MOST_CHARACTERS = 1_000;

    private final Outbox outbox;
    private final PodName pod;

    UnscorableFrames(Outbox outbox, PodName pod) {
        this.outbox = outbox;
        this.pod = pod;
    }

    /**
     * Stores the events in the caller's transaction.
     *
     * @param frames the frames of a request
     * @param reasons reasons by frame id, of those that cannot be scored
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Collection<FrameRef> frames, Map<UUID, String> reasons) {
        Instant now = Instant.now(Clock.systemUTC());
        for (FrameRef frame : frames) {
            String reason = reasons.get(frame.frameId());
            if (reason != null) {
                outbox.add(
                        Topics.UNSCORABLE_FRAMES,
                        frame.frameId().toString(),
                        new FrameUnscorable(
                                frame,
                                reason.substring(0, Math.min(reason.length(), MOST_CHARACTERS)),
                                pod.value(),
                                now));
            }
        }
    }
}
