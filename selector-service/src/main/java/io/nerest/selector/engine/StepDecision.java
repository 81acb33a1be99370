package io.nerest.selector.engine;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.selection.round.StopConditions;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignState;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.round.Batch;
import io.nerest.selector.round.RepeatedRequests;
import io.nerest.selector.round.Round;
import io.nerest.selector.round.RoundVisitor;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.Campaigns;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.selector.storage.RejectedScoring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which step a campaign takes next, and does the step's work in the caller's transaction. */
@ApplicationScoped
public class StepDecision {

    private static final int FAILURES_IN_A_ROW = 2;
    /** A round that gets no score at all fails after this. */
    private static final Duration LONGEST_SCORING = Duration.ofDays(7);

    private final Campaigns campaigns;
    private final Pool pool;
    private final Batches batches;
    private final ModelRecords models;
    private final RejectedScoring rejectedScoring;
    private final RoundOpener opener;
    private final BatchSelection selection;
    private final TrainingRequester trainingRequester;
    private final SelectorConfig config;
    private final Clock clock;

    public StepDecision(
            Campaigns campaigns,
            Pool pool,
            Batches batches,
            ModelRecords models,
            RejectedScoring rejectedScoring,
            RoundOpener opener,
            BatchSelection selection,
            TrainingRequester trainingRequester,
            SelectorConfig config,
            Clock clock) {
        this.campaigns = campaigns;
        this.pool = pool;
        this.batches = batches;
        this.models = models;
        this.rejectedScoring = rejectedScoring;
        this.opener = opener;
        this.selection = selection;
        this.trainingRequester = trainingRequester;
        this.config = config;
        this.clock = clock;
    }

    /** Decides the next step of a campaign that has these rounds. */
    StepOutcome decide(Campaign campaign, List<Round> rounds, Instant now) {
        return rounds.isEmpty()
                ? StepOutcome.of(opener.open(campaign, 0, List.of(), now))
                : rounds.get(rounds.size() - 1).accept(new FromRound(campaign, rounds, now));
    }

    /** The step that follows from the newest round's state. */
    private final class FromRound implements RoundVisitor<StepOutcome> {

        private final Campaign campaign;
        private final List<Round> rounds;
        private final Instant now;

        FromRound(Campaign campaign, List<Round> rounds, Instant now) {
            this.campaign = campaign;
            this.rounds = rounds;
            this.now = now;
        }

        @Override
        public StepOutcome scoring(Round.Scoring round) {
            List<String> requested = round.scores().models();
            boolean complete = pool.allScored(campaign.id(), round.number(), requested);
            if (!complete && now.isBefore(round.deadline())) {
                return StepOutcome.WAIT;
            }
            int scored = pool.scored(campaign.id(), round.number(), requested);
            if (scored > 0 || round.scores().sampled() == 0) {
                return StepOutcome.of(round.scored(scored, now));
            }
            return complete
                    ? StepOutcome.of(round.failed("none of the sampled frames can be scored", now))
                    : noScores(round);
        }

        private StepOutcome noScores(Round.Scoring round) {
            Optional<String> rejected = rejectedScoring.reason(campaign.id(), round.number());
            if (rejected.isPresent()) {
                return StepOutcome.of(round.failed("scoring rejected the request for scores: " + rejected.get(), now));
            }
            Duration waited = Duration.between(round.openedAt(), now);
            if (waited.compareTo(LONGEST_SCORING) > 0) {
                return StepOutcome.of(
                        round.failed("no score has arrived within " + LONGEST_SCORING.toDays() + " days", now));
            }
            // The requests may be lost. Each wait is as long as all before, so that an outage makes few requests.
            opener.requestAgain(campaign, round, now);
            Duration next = Duration.ofSeconds(campaign.config().scoreDeadlineSeconds());
            return StepOutcome.of(
                    round.waitingUntil(now.plus(waited.compareTo(next) > 0 ? waited : next)),
                    CampaignNotes.noScores(round));
        }

        @Override
        public StepOutcome selecting(Round.Selecting round) {
            Batch batch = selection.select(campaign, round, now);
            if (round.number() > 0 && batch.frames() == 0 && batch.pseudoLabels() == 0) {
                return StepOutcome.endWithout(round, CampaignState.COMPLETED, endOfPool(round, batch));
            }
            return StepOutcome.of(round.selected(batch, clock.instant()));
        }

        private String endOfPool(Round.Selecting round, Batch batch) {
            return pool.size(PoolFilters.of(campaign)) == 0
                    ? "the pool is empty: every frame has a human label"
                    : "round " + round.number() + " selected no frame; " + String.join("; ", batch.notes());
        }

        @Override
        public StepOutcome labelling(Round.Labelling round) {
            int unlabelled = batches.unlabelled(campaign.id(), round.number());
            Instant deadline = round.since().plusSeconds(campaign.config().labelDeadlineSeconds());
            if (unlabelled > 0 && now.isBefore(deadline)) {
                return StepOutcome.WAIT;
            }
            List<String> notes = unlabelled == 0
                    ? List.of()
                    : List.of(unlabelled + " of " + round.batch().frames() + " frames had no label by " + deadline);
            return StepOutcome.of(trainingRequester
                    .send(campaign, round, nextTraining(), notes, now)
                    .<Round>map(request -> request)
                    .orElseGet(() -> round.failed("there is no labelled frame to train on", now)));
        }

        @Override
        public StepOutcome training(Round.Training round) {
            Optional<ModelPublished> model = models.ofTraining(round.trainingId());
            if (model.isPresent()) {
                String snapshot = Optional.ofNullable(model.get().training())
                        .map(ModelPublished.Training::snapshotSha256)
                        .orElse(round.dataSet().sha256());
                return StepOutcome.of(round.trained(model.get().modelId(), snapshot, now));
            }
            Optional<TrainingProgressed> progress = models.progress(round.trainingId());
            boolean waits = progress.map(last -> last.state() == TrainingProgressed.State.QUEUED)
                    .orElse(true);
            Optional<Round.Training> refreshed =
                    waits ? trainingRequester.refresh(campaign, round, nextTraining(), now) : Optional.empty();
            if (refreshed.isPresent()) {
                return StepOutcome.of(refreshed.get());
            }
            return progress.filter(last -> last.state() == TrainingProgressed.State.FAILED)
                    .map(last -> StepOutcome.of(round.failed(
                            Optional.ofNullable(last.message()).orElse("the trainer gave no reason"), now)))
                    .orElseGet(() -> awaitTrainer(
                            round, progress.map(TrainingProgressed::at).orElse(round.since())));
        }

        /** The request, the training's events or the trainer's database may be lost: the request is repeated. */
        private StepOutcome awaitTrainer(Round.Training round, Instant lastAnswer) {
            RepeatedRequests repeated = Optional.ofNullable(round.repeated())
                    .filter(repetitions -> repetitions.last().isAfter(lastAnswer))
                    .orElse(new RepeatedRequests(0, lastAnswer));
            if (now.isBefore(repeated.last().plus(config.trainingRepeat()))) {
                return StepOutcome.WAIT;
            }
            if (repeated.count() >= config.trainingRepetitions()) {
                String reason = "no trainer has answered since " + lastAnswer + ", although the request was sent "
                        + repeated.count() + " times again";
                trainingRequester.cancel(campaign, round, reason, now);
                return StepOutcome.of(round.failed(reason, now));
            }
            trainingRequester.repeat(campaign, round, nextTraining(), now);
            return StepOutcome.of(
                    round.repeated(new RepeatedRequests(repeated.count() + 1, now)),
                    repeated.count() == 0 ? Campaign.RUNS : CampaignNotes.noTrainer(lastAnswer));
        }

        @Override
        public StepOutcome trained(Round.Trained round) {
            return next(round, Optional.empty());
        }

        @Override
        public StepOutcome failed(Round.Failed round) {
            if (failedTooOften()) {
                return StepOutcome.end(CampaignState.FAILED, "round " + round.number() + " failed: " + round.reason());
            }
            return next(round, Optional.of(round.reason()));
        }

        private boolean failedTooOften() {
            return rounds.size() >= FAILURES_IN_A_ROW
                    && rounds.subList(rounds.size() - FAILURES_IN_A_ROW, rounds.size()).stream()
                            .allMatch(round -> round.failure().isPresent());
        }

        private StepOutcome next(Round last, Optional<String> failure) {
            // Applied before the number of rounds is compared: the change may be of just that.
            Campaign changed = campaigns.withPlanned(campaign);
            return next(last, failure, changed).applying(changed.config());
        }

        private StepOutcome next(Round last, Optional<String> failure, Campaign changed) {
            if (last.number() >= changed.config().rounds()) {
                return failure.map(reason -> StepOutcome.end(CampaignState.FAILED, "the last round failed: " + reason))
                        .orElseGet(() ->
                                StepOutcome.end(CampaignState.COMPLETED, "all " + last.number() + " rounds are done"));
            }
            return reasonToStop(changed)
                    .map(reason -> StepOutcome.end(CampaignState.COMPLETED, reason))
                    .orElseGet(
                            () -> StepOutcome.of(opener.open(changed, last.number() + 1, scoringModels(changed), now)));
        }

        /** The models that a round may use for scores, the newest last. The base model only until there are two others. */
        private List<String> scoringModels(Campaign changed) {
            List<String> trained = new ArrayList<>();
            rounds.forEach(round -> round.trained().ifPresent(one -> trained.add(one.modelId())));
            boolean votes = models.byId(changed.baseModelId())
                    .map(base -> base.classNames().equals(changed.config().classNames()))
                    .orElse(false);
            if (trained.isEmpty() || (trained.size() == 1 && votes)) {
                trained.add(0, changed.baseModelId());
            }
            return trained;
        }

        private Optional<String> reasonToStop(Campaign changed) {
            return changed.config().stop().toConditions().reason(results());
        }

        private NextTraining nextTraining() {
            List<String> trained = rounds.stream()
                    .flatMap(round -> round.trained().stream())
                    .map(Round.Trained::modelId)
                    .toList();
            return NextTraining.of(campaign, trained, results());
        }

        private List<StopConditions.TrainedRound> results() {
            return rounds.stream()
                    .flatMap(round -> round.trained().stream())
                    .map(this::result)
                    .toList();
        }

        private StopConditions.TrainedRound result(Round.Trained round) {
            Optional<ModelPublished> model = models.byId(round.modelId());
            return new StopConditions.TrainedRound(
                    model.map(ModelPublished::training)
                            .map(ModelPublished.Training::epochs)
                            .orElse(0),
                    round.dataSet().humanLabels(),
                    model.map(ModelPublished::metrics).map(Metrics::map50).orElse(0.0));
        }
    }
}
