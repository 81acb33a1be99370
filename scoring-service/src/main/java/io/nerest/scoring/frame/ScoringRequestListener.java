package io.nerest.scoring.frame;

import io.nerest.contracts.FrameScored;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.receiving.BatchHandler;
import io.nerest.messaging.receiving.ReceivedEvent;
import io.nerest.messaging.receiving.Receiver;
import io.nerest.scoring.model.ModelCache;
import io.nerest.scoring.model.ModelConfig;
import io.nerest.scoring.model.RejectedModelException;
import io.nerest.service.log.LogContext;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Scores frames with the model that a round's scoring request names. */
@ApplicationScoped
public class ScoringRequestListener {
    private static final Logger LOG = Logger.getLogger(ScoringRequestListener.class);

    private final Receiver receiver;
    private final ModelCache models;
    private final ModelConfig config;
    private final FrameScorer scorer;
    private final FrameScoreService scores;
    private final UnscorableFrames unscorable;
    private final ScoringMeters meters;

    ScoringRequestListener(
            Receiver receiver,
            ModelCache models,
            ModelConfig config,
            FrameScorer scorer,
            FrameScoreService scores,
            UnscorableFrames unscorable,
            ScoringMeters meters) {
        this.receiver = receiver;
        this.models = models;
        this.config = config;
        this.scorer = scorer;
        this.scores = scores;
        this.unscorable = unscorable;
        this.meters = meters;
    }

    @Incoming("scoring-requests")
    @Blocking(value = "scoring-requests", ordered = false)
    void receive(ConsumerRecords<String, byte[]> records) {
        receiver.receiveBatch(records, Topics.SCORING_REQUESTS, this::handle);
    }

    private BatchHandler.Storing handle(
            List<ReceivedEvent<ScoringRequested>> events, BatchHandler.Rejections rejections) throws Exception {
        List<FrameScored> scored = new ArrayList<>();
        Map<UUID, String> rejected = new HashMap<>();
        for (ReceivedEvent<ScoringRequested> event : events) {
            String modelId = event.payload().modelId();
            // Models and requests arrive on different topics, so a request may arrive before its model.
            if (!models.awaitPublished(modelId, config.announcementTimeout())) {
                rejections.reject(event, "model '" + modelId + "' was not published");
                continue;
            }
            try {
                scored.addAll(score(event.payload(), rejected));
            } catch (RejectedModelException e) {
                rejections.reject(event, String.valueOf(e.getMessage()));
            }
        }
        return () -> {
            scores.store(scored);
            unscorable.publish(
                    events.stream()
                            .flatMap(event -> event.payload().frames().stream())
                            .distinct()
                            .toList(),
                    rejected);
        };
    }

    @SuppressWarnings("try") // the log context is closed, not used
    private List<FrameScored> score(ScoringRequested request, Map<UUID, String> rejected)
            throws IOException, InterruptedException {
        long arrived = System.nanoTime();
        try (LogContext campaign = LogContext.campaign(request.campaignId());
                LogContext model = LogContext.model(request.modelId());
                ModelCache.Lease lease = models.acquire(request.modelId())) {
            ScoringResult result = scorer.scoreRequested(
                    lease.model(), request.frames().stream().distinct().toList(), arrived);
            result.rejections().forEach(ScoringRequestListener::warn);
            rejected.putAll(result.rejections());
            meters.scored(result.scores().size(), System.nanoTime() - arrived - result.waitedNanos());
            return result.scores();
        }
    }

    @SuppressWarnings("try") // the log context is closed, not used
    private static void warn(UUID frameId, String reason) {
        try (LogContext named = LogContext.frame(frameId)) {
            LOG.warnf("not scored: %s", reason);
        }
    }
}
