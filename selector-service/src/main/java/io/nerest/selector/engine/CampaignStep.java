package io.nerest.selector.engine;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.Topics;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.contracts.TrainingRequested;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.campaign.StopRule;
import io.nerest.selector.pool.Batches;
import io.nerest.selector.pool.Campaigns;
import io.nerest.selector.pool.ModelRecords;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.round.Batch;
import io.nerest.selector.round.DataSet;
import io.nerest.selector.round.Round;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a campaign one step further, if what is stored allows one. A step's transition, what it writes and what it sends
 * commit together or not at all: whoever dies in the middle has done nothing, and whoever comes next finds the same
 * step to take. Nothing is remembered between steps.
 */
@ApplicationScoped
public class CampaignStep {

    private static final int FAILURES_IN_A_ROW = 2;

    private final Campaigns campaigns;
    private final Pool pool;
    private final Batches batches;
    private final ModelRecords models;
    private final RoundOpener opener;
    private final BatchChooser chooser;
    private final SnapshotWriter snapshots;
    private final BestModel bestModel;
    private final Outbox outbox;
    private final Clock clock;

    public CampaignStep(
            Campaigns campaigns,
            Pool pool,
            Batches batches,
            ModelRecords models,
            RoundOpener opener,
            BatchChooser chooser,
            SnapshotWriter snapshots,
            BestModel bestModel,
            Outbox outbox,
            Clock clock) {
        this.campaigns = campaigns;
        this.pool = pool;
        this.batches = batches;
        this.models = models;
        this.opener = opener;
        this.chooser = chooser;
        this.snapshots = snapshots;
        this.bestModel = bestModel;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Takes a step.
     *
     * @return whether there was one to take
     * @throws CampaignChangedException where somebody paused or cancelled the campaign meanwhile; nothing was done
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
        StepOutcome outcome = rounds.isEmpty()
                ? StepOutcome.of(opener.openFirst(campaign, now))
                : outcome(campaign, rounds, rounds.get(rounds.size() - 1), now);
        if (outcome.isNothing()) {
            return false;
        }
        commit(campaign, rounds, outcome, now);
        return true;
    }

    /** Only now is the campaign's row locked, so that nobody who pauses it waits for a long choice of frames. */
    private void commit(Campaign campaign, List<Round> rounds, StepOutcome outcome, Instant now) {
        UUID campaignId = campaign.id();
        if (campaigns.locked(campaignId).map(Campaign::state).orElse(null) != CampaignState.RUNNING) {
            throw new CampaignChangedException(campaignId);
        }
        if (!campaign.reason().equals(outcome.reason())) {
            campaigns.setState(campaignId, CampaignState.RUNNING, outcome.reason(), now);
        }
        outcome.round().ifPresent(round -> campaigns.save(campaignId, round));
        outcome.dropped().ifPresent(round -> campaigns.drop(campaignId, round.number()));
        outcome.ending().ifPresent(ending -> {
            campaigns.setState(campaignId, ending.state(), ending.reason(), now);
            if (ending.state() == CampaignState.COMPLETED) {
                bestModel.ask(campaign, rounds, now);
            }
        });
    }

    private StepOutcome outcome(Campaign campaign, List<Round> rounds, Round current, Instant now) {
        if (current instanceof Round.Scoring scoring) {
            return scored(campaign, scoring, now);
        }
        if (current instanceof Round.Selecting selecting) {
            return chosen(campaign, selecting, now);
        }
        if (current instanceof Round.Labelling labelling) {
            return labelled(campaign, labelling, now);
        }
        if (current instanceof Round.Training training) {
            return trained(training, now);
        }
        return afterwards(campaign, rounds, current, now);
    }

    private StepOutcome scored(Campaign campaign, Round.Scoring scoring, Instant now) {
        List<String> asked = asked(scoring);
        if (now.isBefore(scoring.deadline()) && !pool.allScored(campaign.id(), scoring.number(), asked)) {
            return StepOutcome.NOTHING;
        }
        int came = pool.scored(campaign.id(), scoring.number(), asked);
        if (came == 0 && scoring.scores().sampled() > 0) {
            return StepOutcome.heldUp(
                    scoring.waitingUntil(now.plusSeconds(campaign.config().scoreDeadlineSeconds())),
                    "held up: not one of the " + scoring.scores().sampled() + " scores that round " + scoring.number()
                            + " asked for has come; it goes on waiting. Is a scoring pod up, and does it load "
                            + asked + "?");
        }
        return StepOutcome.of(scoring.scored(came, now));
    }

    private StepOutcome chosen(Campaign campaign, Round.Selecting selecting, Instant now) {
        Batch batch = chooser.choose(campaign, selecting, now);
        if (selecting.number() > 0 && batch.frames() == 0 && batch.pseudoLabels() == 0) {
            return StepOutcome.endWithout(selecting, CampaignState.COMPLETED, endOfPool(campaign, selecting, batch));
        }
        return StepOutcome.of(selecting.chose(batch, clock.instant()));
    }

    private String endOfPool(Campaign campaign, Round.Selecting selecting, Batch batch) {
        if (pool.size(PoolFilters.of(campaign)) == 0) {
            return "the pool is empty: every frame has a human label";
        }
        return "round " + selecting.number() + " found no frame to learn from; " + String.join("; ", batch.notes());
    }

    private StepOutcome labelled(Campaign campaign, Round.Labelling labelling, Instant now) {
        if (batches.unlabelled(campaign.id(), labelling.number()) > 0) {
            return StepOutcome.NOTHING;
        }
        Optional<DataSet> dataSet = snapshots.write(campaign, labelling.number(), now);
        if (dataSet.isEmpty()) {
            return StepOutcome.of(labelling.failed("there is not one labelled frame to train on", now));
        }
        UUID trainingId = UUID.randomUUID();
        Map<String, String> arguments = new HashMap<>(campaign.config().training());
        arguments.putIfAbsent("seed", Long.toString(campaign.config().seed()));
        outbox.add(
                Topics.TRAINING_REQUESTS,
                campaign.id().toString(),
                new TrainingRequested(
                        trainingId,
                        campaign.id(),
                        labelling.number(),
                        dataSet.get().snapshot(),
                        dataSet.get().sha256(),
                        campaign.baseModelId(),
                        arguments,
                        campaign.config().promotes(),
                        now));
        Instant lastLabel = batches.lastLabel(campaign.id(), labelling.number()).orElse(now);
        return StepOutcome.of(labelling.labelled(trainingId, dataSet.get(), lastLabel, now));
    }

    private StepOutcome trained(Round.Training training, Instant now) {
        Optional<ModelPublished> model = models.ofTraining(training.trainingId());
        if (model.isPresent()) {
            return StepOutcome.of(training.trained(model.get().modelId(), now));
        }
        return models.progress(training.trainingId())
                .filter(progress -> progress.state() == TrainingProgressed.State.FAILED)
                .map(progress -> StepOutcome.of(training.failed(
                        Optional.ofNullable(progress.message()).orElse("the trainer gave no reason"), now)))
                .orElse(StepOutcome.NOTHING);
    }

    private StepOutcome afterwards(Campaign asItWas, List<Round> rounds, Round last, Instant now) {
        if (failedTooOften(rounds)) {
            return StepOutcome.end(CampaignState.FAILED, "round " + last.number() + " failed: " + reason(last));
        }
        // Before it is judged whether there is a next round: what was changed may be just that.
        Campaign campaign = campaigns.applyChange(asItWas);
        if (last.number() >= campaign.config().rounds()) {
            return last instanceof Round.Failed failed
                    ? StepOutcome.end(CampaignState.FAILED, "the last round failed: " + failed.reason())
                    : StepOutcome.end(CampaignState.COMPLETED, "all " + last.number() + " rounds are done");
        }
        Optional<String> stop = reasonToStop(campaign, rounds);
        if (stop.isPresent()) {
            return StepOutcome.end(CampaignState.COMPLETED, stop.get());
        }
        return StepOutcome.of(opener.open(campaign, last.number() + 1, modelsOf(campaign, rounds), now));
    }

    private static boolean failedTooOften(List<Round> rounds) {
        if (rounds.size() < FAILURES_IN_A_ROW) {
            return false;
        }
        return rounds.subList(rounds.size() - FAILURES_IN_A_ROW, rounds.size()).stream()
                .allMatch(Round.Failed.class::isInstance);
    }

    /** The models that a round may ask, the newest last; the base checkpoint only while there is no second one to vote with. */
    private List<String> modelsOf(Campaign campaign, List<Round> rounds) {
        List<String> trained = new ArrayList<>();
        rounds.forEach(round -> {
            if (round instanceof Round.Trained one) {
                trained.add(one.modelId());
            }
        });
        boolean votes = models.byId(campaign.baseModelId())
                .map(base -> base.classNames().equals(campaign.config().classNames()))
                .orElse(false);
        if (trained.isEmpty() || (trained.size() == 1 && votes)) {
            trained.add(0, campaign.baseModelId());
        }
        return trained;
    }

    private Optional<String> reasonToStop(Campaign campaign, List<Round> rounds) {
        List<StopRule.Progress> progress = new ArrayList<>();
        for (Round round : rounds) {
            if (round instanceof Round.Trained trained) {
                Optional<ModelPublished> model = models.byId(trained.modelId());
                progress.add(new StopRule.Progress(
                        model.map(ModelPublished::training)
                                .map(ModelPublished.Training::epochs)
                                .orElse(0),
                        trained.dataSet().humanLabels(),
                        model.map(ModelPublished::metrics).map(Metrics::map50).orElse(0.0)));
            }
        }
        return StopRule.reason(campaign.config().stop(), progress);
    }

    private static List<String> asked(Round.Scoring scoring) {
        String modelId = scoring.scores().modelId();
        if (modelId == null) {
            throw new IllegalStateException("round " + scoring.number() + " waits for scores of no model");
        }
        List<String> asked = new ArrayList<>(scoring.scores().committee());
        asked.add(modelId);
        return asked;
    }

    private static String reason(Round round) {
        return round instanceof Round.Failed failed ? failed.reason() : "";
    }
}
