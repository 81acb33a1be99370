package io.nerest.selector.engine;

import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a campaign one step further, if what is stored allows one. A step's transition, the rows it writes and the events it
 * sends commit together or not at all: if the process dies in a step, the next one finds the same step to take. No state is
 * kept in memory between steps.
 */
@ApplicationScoped
public class CampaignStep {

    private final Campaigns campaigns;
    private final StepDecision decision;
    private final PromotionRequests promotion;
    private final Clock clock;

    public CampaignStep(Campaigns campaigns, StepDecision decision, PromotionRequests promotion, Clock clock) {
        this.campaigns = campaigns;
        this.decision = decision;
        this.promotion = promotion;
        this.clock = clock;
    }

    /**
     * Takes a step.
     *
     * @return whether there was one to take
     * @throws CampaignChangedException if the campaign was paused or cancelled while the step was computed; then nothing
     *     is stored
     */
    @Transactional
    public boolean take(UUID campaignId) {
        if (!campaigns.claim(campaignId)) {
            return false;
        }
        Optional<Campaign> found = campaigns.byId(campaignId);
        if (found.isEmpty() || found.get().state() != CampaignState.RUNNING) {
            return false;
        }
        Campaign campaign = found.get();
        List<Round> rounds = campaigns.rounds(campaignId);
        Instant now = clock.instant();
        StepOutcome outcome = decision.decide(campaign, rounds, now);
        if (outcome.waits()) {
            clearFailureNote(campaign, now);
            return false;
        }
        commit(campaign, rounds, outcome, now);
        return true;
    }

    /** The step before failed and this one did not, although it only waits: the note about the failure is outdated. */
    private void clearFailureNote(Campaign campaign, Instant now) {
        if (campaign.reason().startsWith(CampaignNotes.STEP_FAILED)
                && lockedState(campaign.id()) == CampaignState.RUNNING) {
            campaigns.setState(campaign.id(), CampaignState.RUNNING, Campaign.RUNS, now);
        }
    }

    /** The campaign's row is locked only now, so that a pause does not wait for a long selection. */
    private void commit(Campaign campaign, List<Round> rounds, StepOutcome outcome, Instant now) {
        UUID campaignId = campaign.id();
        if (lockedState(campaignId) != CampaignState.RUNNING) {
            throw new CampaignChangedException(campaignId);
        }
        if (!campaign.reason().equals(outcome.reason())) {
            campaigns.setState(campaignId, CampaignState.RUNNING, outcome.reason(), now);
        }
        outcome.applied().ifPresent(config -> campaigns.applyChange(campaignId, config));
        outcome.round().ifPresent(round -> campaigns.save(campaignId, round));
        outcome.dropped().ifPresent(round -> campaigns.drop(campaignId, round.number()));
        outcome.ending().ifPresent(ending -> {
            campaigns.setState(campaignId, ending.state(), ending.reason(), now);
            if (ending.state() == CampaignState.COMPLETED) {
                // Read again under the lock: a change since the last round decides whether the model is promoted.
                promotion.request(
                        campaigns.withPlanned(campaigns.byId(campaignId).orElseThrow()), rounds, now);
            }
        });
    }

    private CampaignState lockedState(UUID campaignId) {
        return campaigns
                .locked(campaignId)
                .map(Campaign::state)
                .orElseThrow(() -> new UnknownCampaignException(campaignId));
    }
}
