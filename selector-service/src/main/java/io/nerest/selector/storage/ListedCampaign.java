package io.nerest.selector.storage;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import java.util.UUID;
import java.util.function.Function;

/** A campaign in the list of all campaigns. */
public sealed interface ListedCampaign {

    /** Applies the function for the kind that this is. */
    <R> R match(Function<Campaign, R> readable, Function<Unreadable, R> unreadable);

    /** A campaign whose configuration was read. */
    record Listed(Campaign campaign) implements ListedCampaign {

        @Override
        public <R> R match(Function<Campaign, R> readable, Function<Unreadable, R> unreadable) {
            return readable.apply(campaign);
        }
    }

    /**
     * A campaign whose stored configuration this version cannot read.
     *
     * @param problem what is wrong with it
     */
    record Unreadable(UUID id, String name, CampaignState state, String problem) implements ListedCampaign {

        @Override
        public <R> R match(Function<Campaign, R> readable, Function<Unreadable, R> unreadable) {
            return unreadable.apply(this);
        }
    }
}
