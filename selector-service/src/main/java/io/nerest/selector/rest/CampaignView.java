package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.round.BestRound;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it stands.
 *
 * @param nextConfig what it does from its next round on, where somebody has changed it; absent in a list
 * @param rounds absent in a list of campaigns
 * @param best the round whose model is best on the validation set; absent before the first, and in a list
 * @param curve a point for each trained round; absent in a list of campaigns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignView(
        UUID id,
        String name,
        String state,
        String reason,
        String baseModelId,
        int validationFrames,
        CampaignConfig config,
        @Nullable CampaignConfig nextConfig,
        @Nullable List<RoundView> rounds,
        @Nullable List<CurvePoint> curve,
        @Nullable BestRound best,
        Instant createdAt,
        Instant updatedAt) {

    static CampaignView summary(Campaign campaign) {
        return of(campaign, null, null, null, null);
    }

    static CampaignView of(
            Campaign campaign,
            @Nullable CampaignConfig nextConfig,
            @Nullable List<RoundView> rounds,
            @Nullable List<CurvePoint> curve,
            @Nullable BestRound best) {
        return new CampaignView(
                campaign.id(),
                campaign.config().name(),
                campaign.state().name(),
                campaign.reason(),
                campaign.baseModelId(),
                campaign.validationFrames(),
                campaign.config(),
                nextConfig,
                rounds,
                curve,
                best,
                campaign.createdAt(),
                campaign.updatedAt());
    }
}
