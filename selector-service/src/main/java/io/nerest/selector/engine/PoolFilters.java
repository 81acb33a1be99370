package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.pool.PoolFilter;

/** The frames that a campaign may use, by its configuration. */
public final class PoolFilters {

    private PoolFilters() {}

    public static PoolFilter of(Campaign campaign) {
        return new PoolFilter(
                campaign.id(),
                campaign.config().streams(),
                campaign.config().validation().streams(),
                campaign.config().ownLabels());
    }
}
