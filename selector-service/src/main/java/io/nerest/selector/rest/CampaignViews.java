package io.nerest.selector.rest;

import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.round.BestRound;
import io.nerest.selector.round.DataSet;
import io.nerest.selector.round.Round;
import io.nerest.selector.storage.Batches;
import io.nerest.selector.storage.Campaigns;
import io.nerest.selector.storage.ModelRecords;
import io.nerest.selector.storage.TrainingEpochs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Collects what is stored of a campaign. */
@ApplicationScoped
public class CampaignViews {

    private final Campaigns campaigns;
    private final ModelRecords models;
    private final Batches batches;
    private final TrainingEpochs trainingEpochs;

    public CampaignViews(Campaigns campaigns, ModelRecords models, Batches batches, TrainingEpochs trainingEpochs) {
        this.trainingEpochs = trainingEpochs;
        this.campaigns = campaigns;
        this.models = models;
        this.batches = batches;
    }

    CampaignView of(Campaign campaign) {
        List<Round> rounds = campaigns.rounds(campaign.id());
        Map<String, ModelPublished> published = models.byIds(rounds.stream()
                .flatMap(round -> round.trained().stream())
                .map(Round.Trained::modelId)
                .toList());
        List<RoundView> views = rounds.stream()
                .map(round -> view(campaign, round, model(round, published)))
                .toList();
        List<CurvePoint> curve = rounds.stream()
                .flatMap(round -> round.trained().stream())
                .flatMap(round -> point(round, published).stream())
                .toList();
        Optional<BestRound> best = BestRound.of(
                rounds, modelId -> Optional.ofNullable(published.get(modelId)).map(ModelPublished::metrics));
        CampaignConfig planned = campaigns.planned(campaign);
        return CampaignView.of(
                campaign, planned.equals(campaign.config()) ? null : planned, views, curve, best.orElse(null));
    }

    /** Returns the epochs of all trainings of a campaign, in order. A campaign of one round has those of its one training. */
    List<EpochPoint> epochs(Campaign campaign) {
        List<Round> rounds = campaigns.rounds(campaign.id());
        Map<UUID, List<TrainingProgressed>> epochs = trainingEpochs.of(rounds.stream()
                .flatMap(round -> round.requestedTraining().stream())
                .toList());
        List<EpochPoint> points = new ArrayList<>();
        int before = 0;
        for (Round round : rounds) {
            List<TrainingProgressed> ofRound = round.requestedTraining()
                    .map(id -> epochs.getOrDefault(id, List.of()))
                    .orElse(List.of());
            int labels = round.trainingSet().map(DataSet::humanLabels).orElse(0);
            for (TrainingProgressed epoch : ofRound) {
                points.add(new EpochPoint(
                        round.number(),
                        epoch.epoch(),
                        before + epoch.epoch(),
                        labels,
                        epoch.losses(),
                        epoch.validationLosses(),
                        epoch.metrics()));
            }
            before += ofRound.stream().mapToInt(TrainingProgressed::epoch).max().orElse(0);
        }
        return points;
    }

    private static Optional<ModelPublished> model(Round round, Map<String, ModelPublished> published) {
        return round.trained().flatMap(trained -> Optional.ofNullable(published.get(trained.modelId())));
    }

    private RoundView view(Campaign campaign, Round round, Optional<ModelPublished> model) {
        int unlabelled = round.isOver() || !round.isSelected() ? 0 : batches.unlabelled(campaign.id(), round.number());
        Optional<TrainingProgressed> progress =
                round.isOver() ? Optional.empty() : round.requestedTraining().flatMap(models::progress);
        return RoundView.of(round, unlabelled, model, progress);
    }

    private static Optional<CurvePoint> point(Round.Trained round, Map<String, ModelPublished> published) {
        return model(round, published)
                .map(ModelPublished::metrics)
                .map(metrics -> new CurvePoint(
                        round.number(),
                        round.dataSet().humanLabels(),
                        round.dataSet().pseudoLabels(),
                        metrics.map50(),
                        metrics.map5095(),
                        metrics.precision(),
                        metrics.recall(),
                        metrics.f1(),
                        metrics.streamMap50(),
                        metrics.streamMap5095(),
                        round.timings().total()));
    }
}
