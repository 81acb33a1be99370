package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import java.util.Optional;

/**
 * The result of a step.
 *
 * @param round the round after the step
 * @param dropped a round that was opened and has nothing to do
 * @param ending how the campaign ends, if it does
 * @param reason the reason for the campaign's state while it continues
 * @param applied the changed configuration that the step used, if it began the next round with it
 */
record StepOutcome(
        Optional<Round> round,
        Optional<Round> dropped,
        Optional<Ending> ending,
        String reason,
        Optional<CampaignConfig> applied) {

    /** There is no step to take yet. */
    static final StepOutcome WAIT =
            new StepOutcome(Optional.empty(), Optional.empty(), Optional.empty(), Campaign.RUNS, Optional.empty());

    /** The end of a campaign. */
    record Ending(CampaignState state, String reason) {}

    /** The campaign continues with the round in its new state. */
    static StepOutcome of(Round round) {
        return of(round, Campaign.RUNS);
    }

    /** The campaign continues with the round, and shows what it waits for. */
    static StepOutcome of(Round round, String reason) {
        return new StepOutcome(Optional.of(round), Optional.empty(), Optional.empty(), reason, Optional.empty());
    }

    /** The campaign ends. */
    static StepOutcome end(CampaignState state, String reason) {
        return new StepOutcome(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Ending(state, reason)),
                Campaign.RUNS,
                Optional.empty());
    }

    /** The campaign ends, and the round that it has just opened is removed. */
    static StepOutcome endWithout(Round round, CampaignState state, String reason) {
        return new StepOutcome(
                Optional.empty(),
                Optional.of(round),
                Optional.of(new Ending(state, reason)),
                Campaign.RUNS,
                Optional.empty());
    }

    /** The same outcome of a step that used a changed configuration. */
    StepOutcome applying(CampaignConfig config) {
        return new StepOutcome(round, dropped, ending, reason, Optional.of(config));
    }

    boolean waits() {
        return round.isEmpty() && dropped.isEmpty() && ending.isEmpty();
    }
}
