package io.nerest.scoring.frame;

import io.nerest.contracts.FrameScored;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.sending.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Stores scores. The score and its event commit together. */
@ApplicationScoped
public class FrameScoreService {
    private final FrameScoreRepository scores;
    private final Outbox outbox;

    FrameScoreService(FrameScoreRepository scores, Outbox outbox) {
        this.scores = scores;
        this.outbox = outbox;
    }

    /** Returns those of the frames that the model scored before. */
    @Transactional
    public Set<UUID> scoredFrames(String modelId, Collection<UUID> frames) {
        return scores.scoredFrames(modelId, frames);
    }

    /** Stores scores and their events in the caller's transaction. Scores that another pod stored first are left out. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void store(List<FrameScored> scored) {
        store(scored, Map.of());
    }

    /**
     * Stores scores and their events in the caller's transaction. Scores that another pod stored first are left out.
     *
     * @param causes the events that the scores follow from, by frame; the scores belong to their traces
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void store(List<FrameScored> scored, Map<UUID, ? extends ReceivedEvent<?>> causes) {
        if (scored.isEmpty()) {
            return;
        }
        Set<FrameScoreId> inserted = scores.insertIfAbsent(scored);
        for (FrameScored score : scored) {
            if (inserted.contains(new FrameScoreId(score.frameId(), score.modelId()))) {
                ReceivedEvent<?> cause = causes.get(score.frameId());
                Runnable send =
                        () -> outbox.add(Topics.DETECTIONS, score.frameId().toString(), score);
                if (cause == null) {
                    send.run();
                } else {
                    cause.inTrace(send);
                }
            }
        }
    }

    /** Returns the number of remembered scores by model, over all pods. */
    @Transactional
    public Map<String, Long> countByModel() {
        return scores.countByModel();
    }
}
