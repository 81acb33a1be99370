package io.nerest.selector.campaign;

import java.time.Instant;
import java.util.UUID;

/**
 * A campaign.
 *
 * @param baseModelId the base checkpoint that trainings start from, see {@link CampaignConfig#startFrom}
 * @param validationFrames how many frames the frozen validation set has
 * @param reason why it is in its state, one sentence
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

    /** The reason of a campaign that is RUNNING and needs no remark. */
    public static final String RUNS = "running";

    /** Returns the same campaign with another configuration. */
    public Campaign with(CampaignConfig other) {
        return new Campaign(id, other, baseModelId, validationFrames, state, reason, createdAt, updatedAt);
    }
}
