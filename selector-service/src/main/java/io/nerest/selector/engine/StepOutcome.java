package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import java.util.Optional;

/**
 * What a step comes to.
 *
 * @param round the round as it stands after the step
 * @param dropped a round that was opened and has nothing to do
 * @param ending how the campaign ends by it
 * @param reason what is to be said of the campaign where it goes on
 */
record StepOutcome(Optional<Round> round, Optional<Round> dropped, Optional<Ending> ending, String reason) {

    static final StepOutcome NOTHING =
            new StepOutcome(Optional.empty(), Optional.empty(), Optional.empty(), Campaign.RUNS);

    /** The end of a campaign. */
    record Ending(CampaignState state, String reason) {}

    static StepOutcome of(Round round) {
        return new StepOutcome(Optional.of(round), Optional.empty(), Optional.empty(), Campaign.RUNS);
    }

    /** The round goes on waiting, and the campaign says for what. */
    static StepOutcome heldUp(Round round, String reason) {
        return new StepOutcome(Optional.of(round), Optional.empty(), Optional.empty(), reason);
    }

    static StepOutcome end(CampaignState state, String reason) {
        return new StepOutcome(
                Optional.empty(), Optional.empty(), Optional.of(new Ending(state, reason)), Campaign.RUNS);
    }

    static StepOutcome endWithout(Round round, CampaignState state, String reason) {
        return new StepOutcome(
                Optional.empty(), Optional.of(round), Optional.of(new Ending(state, reason)), Campaign.RUNS);
    }

    boolean isNothing() {
        return round.isEmpty() && dropped.isEmpty() && ending.isEmpty();
    }
}
