package io.nerest.selector.engine;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.PromotionRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.round.BestRound;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.ModelRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Requests the promotion of a completed campaign's best model; the trainer's gate decides. */
@ApplicationScoped
public class PromotionRequests {

    private final ModelRecords models;
    private final Outbox outbox;

    public PromotionRequests(ModelRecords models, Outbox outbox) {
        this.models = models;
        this.outbox = outbox;
    }

    /** Requests the promotion in the transaction that ends the campaign, and so once. */
    void request(Campaign campaign, List<Round> rounds, Instant now) {
        if (!campaign.config().promotes()) {
            return;
        }
        BestRound.of(rounds, modelId -> models.byId(modelId).map(ModelPublished::metrics))
                .ifPresent(best -> outbox.add(
                        Topics.PROMOTION_REQUESTS,
                        campaign.id().toString(),
                        new PromotionRequested(
                                UUID.randomUUID(), campaign.id(), best.round(), best.modelId(), reason(best), now)));
    }

    private static String reason(BestRound best) {
        return String.format(
                Locale.ROOT,
                "the campaign is complete, and mAP50-95 %.4f of round %d is the best on the validation set",
                best.map5095(),
                best.round());
    }
}
