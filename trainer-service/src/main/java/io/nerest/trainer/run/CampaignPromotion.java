package io.nerest.trainer.run;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Snapshot;
import io.nerest.trainer.registry.MeasuredModel;
import io.nerest.trainer.registry.ModelRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Promotes the best model of a finished campaign if it is better than the live model. It is not always live: each round
 * can pass the gate although it is slightly worse than the one before, so the last round can be clearly worse than the
 * best.
 */
@ApplicationScoped
public class CampaignPromotion {
    private static final Logger LOG = Logger.getLogger(CampaignPromotion.class);

    private final ModelRegistry models;
    private final LiveModelEvaluation liveModel;
    private final SnapshotFrames frames;

    CampaignPromotion(ModelRegistry models, LiveModelEvaluation liveModel, SnapshotFrames frames) {
        this.models = models;
        this.liveModel = liveModel;
        this.frames = frames;
    }

    /**
     * A decision to promote a model.
     *
     * @param liveId the live model it was compared with; empty if there was none
     */
    public record Promotion(String modelId, String reason, String liveId) {}

    /**
     * Decides on a request. Measuring the live model can take minutes.
     *
     * @return empty if the model is live already or not better than the live one
     * @throws IllegalArgumentException if the model does not exist or was not trained by the campaign
     */
    public Optional<Promotion> judge(PromotionRequested request) throws IOException, InterruptedException {
        ModelPublished best = models.require(request.modelId());
        ModelPublished.Training training = best.training();
        Metrics metrics = best.metrics();
        if (training == null || !training.campaignId().equals(request.campaignId()) || metrics == null) {
            throw new IllegalArgumentException(
                    "model '" + best.modelId() + "' was not trained by campaign " + request.campaignId());
        }
        String liveId = liveId();
        if (best.modelId().equals(liveId)) {
            LOG.infof("model %s, the best of its campaign, is live already", best.modelId());
            return Optional.empty();
        }
        Snapshot snapshot = frames.read(training.snapshot(), training.snapshotSha256());
        Optional<String> comparison = liveModel
                .measure(snapshot, () -> frames.fetchValidation(snapshot), NoJob.INSTANCE)
                .match(
                        () -> Optional.of("there was no live model"),
                        live -> comparison(best.modelId(), metrics, live),
                        reason -> {
                            LOG.infof(
                                    "model %s, the best of its campaign, is not promoted: %s", best.modelId(), reason);
                            return Optional.empty();
                        });
        return comparison.map(text -> new Promotion(best.modelId(), request.reason() + "; " + text, liveId));
    }

    private static Optional<String> comparison(String modelId, Metrics metrics, MeasuredModel live) {
        if (metrics.map5095() <= live.metrics().map5095()) {
            LOG.infof(
                    "model %s, the best of its campaign, is not promoted: the live model %s is not worse",
                    modelId, live.modelId());
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s, which was live, has %.4f on the same frames",
                live.modelId(),
                live.metrics().map5095()));
    }

    /**
     * Carries out a decision in the caller's transaction.
     *
     * @throws IOException if another model became live since the decision; the request must be judged again
     */
    public void promote(Promotion promotion) throws IOException {
        if (!promotion.liveId().equals(liveId())) {
            throw new IOException("another model became live while " + promotion.modelId() + " was judged");
        }
        models.promote(promotion.modelId(), promotion.reason());
    }

    private String liveId() {
        return models.live().map(ModelPublished::modelId).orElse("");
    }
}
