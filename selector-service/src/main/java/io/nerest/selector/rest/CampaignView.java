package io.nerest.selector.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.round.BestRound;
import io.nerest.selector.storage.ListedCampaign;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign.
 *
 * @param config absent if the stored configuration cannot be read; then the reason is given
 * @param nextConfig the configuration from the next round on, if a change waits for it; absent in a list
 * @param rounds absent in a list of campaigns
 * @param best the round whose model is best on the validation set; absent before the first model, and in a list
 * @param curve a point for each trained round; absent in a list of campaigns
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignView(
        UUID id,
        String name,
        String state,
        String reason,
        @Nullable String baseModelId,
        @Nullable Integer validationFrames,
        @Nullable CampaignConfig config,
        @Nullable CampaignConfig nextConfig,
        @Nullable List<RoundView> rounds,
        @Nullable List<CurvePoint> curve,
        @Nullable BestRound best,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static CampaignView summary(Campaign campaign) {
        return of(campaign, null, null, null, null);
    }

    static CampaignView unreadable(ListedCampaign.Unreadable campaign) {
        return new CampaignView(
                campaign.id(),
                campaign.name(),
                campaign.state().name(),
                campaign.problem(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
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
