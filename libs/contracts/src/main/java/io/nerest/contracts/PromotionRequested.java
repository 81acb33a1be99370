package io.nerest.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A campaign has ended and requests the promotion of its best model on the validation set, subject to the gate. Key:
 * campaign id.
 *
 * @param round round of the best model
 * @param reason why it is requested, one sentence
 */
public record PromotionRequested(
        UUID requestId, UUID campaignId, int round, String modelId, String reason, Instant requestedAt) {
    public PromotionRequested {
        Require.present(requestId, "requestId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.text(modelId, "modelId");
        Require.text(reason, "reason");
        Require.time(requestedAt, "requestedAt");
    }
}
