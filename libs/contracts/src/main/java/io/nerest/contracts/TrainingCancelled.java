package io.nerest.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A training is no longer needed: its campaign was cancelled, or no longer waits for it. Key: campaign id. It can arrive
 * before the request of the training.
 *
 * @param reason why it is cancelled, one sentence
 */
public record TrainingCancelled(UUID trainingId, UUID campaignId, int round, String reason, Instant at) {
    public TrainingCancelled {
        Require.present(trainingId, "trainingId");
        Require.present(campaignId, "campaignId");
        Require.atLeast(round, 0, "round");
        Require.text(reason, "reason");
        Require.time(at, "at");
    }
}
