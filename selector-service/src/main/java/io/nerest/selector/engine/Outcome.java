package io.nerest.selector.engine;

import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import java.util.Optional;

/**
 * What a step comes to.
 *
 * @param round the round as it stands after the step
 * @param dropped a round that was opened and has nothing to do
 * @param ending how the campaign ends by it
 */
record Outcome(Optional<Round> round, Optional<Round> dropped, Optional<Ending> ending) {

    static final Outcome NOTHING = new Outcome(Optional.empty(), Optional.empty(), Optional.empty());

    /** The end of a campaign. */
    record Ending(CampaignState state, String reason) {}

    static Outcome of(Round round) {
        return new Outcome(Optional.of(round), Optional.empty(), Optional.empty());
    }

    static Outcome end(CampaignState state, String reason) {
        return new Outcome(Optional.empty(), Optional.empty(), Optional.of(new Ending(state, reason)));
    }

    static Outcome endWithout(Round round, CampaignState state, String reason) {
        return new Outcome(Optional.empty(), Optional.of(round), Optional.of(new Ending(state, reason)));
    }

    boolean isNothing() {
        return round.isEmpty() && dropped.isEmpty() && ending.isEmpty();
    }
}
