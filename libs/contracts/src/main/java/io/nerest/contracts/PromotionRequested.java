package io.nerest.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A campaign is over, and this is its best model on its validation set: it is to go live, if the gate lets it. Key:
 * campaign id.
 *
 * @param round the best round
 * @param reason why it is asked for, one sentence
 */
public record PromotionRequested(
        UUID requestId, UUID campaignId, int round, String modelId, String reason, Instant requestedAt) {
    public PromotionRequested {
        Require.present(requestId, "requestId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.text(modelId, "modelId");
        Require.text(reason, "reason");
        Require.present(requestedAt, "requestedAt");
    }
}
