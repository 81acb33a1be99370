package io.nerest.selector.campaign;

import java.time.Instant;
import java.util.UUID;

/**
 * A campaign as it stands.
 *
 * @param reason why it is in its state, one sentence
 * @param baseModelId the checkpoint that every training starts from
 * @param validationFrames how many frames its frozen validation set has
 */
public record Campaign(
        UUID id,
        CampaignConfig config,
        String baseModelId,
        int validationFrames,
        CampaignState state,
        String reason,
        Instant createdAt,
        Instant updatedAt) {

    /** The reason for a campaign's being RUNNING where there is nothing else to say. */
    public static final String RUNS = "it runs";
}
