package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.pool.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/**
 * Says of a campaign that it cannot go on, or not now, in a transaction of its own: the failed step's has been rolled back.
 */
@ApplicationScoped
public class CampaignEndings {

    private final Campaigns campaigns;

    public CampaignEndings(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /** Ends a campaign that no further try would help. */
    @Transactional
    public void fail(UUID campaignId, String reason, Instant now) {
        leave(campaignId, CampaignState.FAILED, reason, now);
    }

    /** Lets people see that a campaign is held up; its next step takes the reason back. */
    @Transactional
    public void heldUp(UUID campaignId, String reason, Instant now) {
        leave(campaignId, CampaignState.RUNNING, reason, now);
    }

    private void leave(UUID campaignId, CampaignState state, String reason, Instant now) {
        if (campaigns.locked(campaignId).map(Campaign::state).orElse(null) == CampaignState.RUNNING) {
            campaigns.setState(campaignId, state, reason, now);
        }
    }
}
