package io.nerest.selector.engine;

import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.storage.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** Stores the failure of a step in its own transaction: the step's transaction has been rolled back. */
@ApplicationScoped
public class CampaignFailures {

    private final Campaigns campaigns;

    public CampaignFailures(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /** Ends a campaign whose step can never succeed. */
    @Transactional
    public void end(UUID campaignId, String reason, Instant now) {
        campaigns.setStateIfRunning(campaignId, CampaignState.FAILED, reason, now);
    }

    /** Shows why a campaign does not continue at the moment; its next step replaces the note. */
    @Transactional
    public void note(UUID campaignId, String note, Instant now) {
        campaigns.setStateIfRunning(campaignId, CampaignState.RUNNING, note, now);
    }
}
