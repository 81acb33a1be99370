package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.pool.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** Ends a campaign that cannot go on, in a transaction of its own: the failed step's has been rolled back. */
@ApplicationScoped
public class CampaignEndings {

    private final Campaigns campaigns;

    public CampaignEndings(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    @Transactional
    public void fail(UUID campaignId, String reason, Instant now) {
        if (campaigns.locked(campaignId).map(Campaign::state).orElse(null) == CampaignState.RUNNING) {
            campaigns.setState(campaignId, CampaignState.FAILED, reason, now);
        }
    }
}
