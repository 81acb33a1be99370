package io.nerest.selector.rest;

import io.nerest.contracts.Metrics;
import io.nerest.contracts.ModelPublished;
import io.nerest.contracts.TrainingProgressed;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.pool.Batches;
import io.nerest.selector.pool.Campaigns;
import io.nerest.selector.pool.ModelRecords;
import io.nerest.selector.round.BestRound;
import io.nerest.selector.round.Round;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a campaign together from what is stored of it. */
@ApplicationScoped
public class CampaignViews {

    private final Campaigns campaigns;
    private final ModelRecords models;
    private final Batches batches;

    public CampaignViews(Campaigns campaigns, ModelRecords models, Batches batches) {
        this.campaigns = campaigns;
        this.models = models;
        this.batches = batches;
    }

    CampaignView of(Campaign campaign) {
        List<Round> rounds = campaigns.rounds(campaign.id());
        Map<String, ModelPublished> published = models.byIds(rounds.stream()
                .filter(Round.Trained.class::isInstance)
                .map(round -> ((Round.Trained) round).modelId())
                .toList());
        List<RoundView> views = new ArrayList<>();
        List<CurvePoint> curve = new ArrayList<>();
        for (Round round : rounds) {
            Optional<ModelPublished> model = round instanceof Round.Trained trained
                    ? Optional.ofNullable(published.get(trained.modelId()))
                    : Optional.empty();
            views.add(view(campaign, round, model));
            if (round instanceof Round.Trained trained) {
                Optional<Metrics> metrics = model.map(ModelPublished::metrics);
                metrics.ifPresent(measured -> curve.add(point(trained, measured)));
            }
        }
        Optional<BestRound> best = BestRound.of(
                rounds, modelId -> Optional.ofNullable(published.get(modelId)).map(ModelPublished::metrics));
        CampaignConfig planned = campaigns.planned(campaign);
        return CampaignView.of(
                campaign, planned.equals(campaign.config()) ? null : planned, views, curve, best.orElse(null));
    }

    private RoundView view(Campaign campaign, Round round, Optional<ModelPublished> model) {
        int unlabelled = round instanceof Round.Labelling ? batches.unlabelled(campaign.id(), round.number()) : 0;
        Optional<TrainingProgressed> progress =
                round instanceof Round.Training training ? models.progress(training.trainingId()) : Optional.empty();
        return RoundView.of(round, unlabelled, model, progress);
    }

    private static CurvePoint point(Round.Trained round, Metrics metrics) {
        return new CurvePoint(
                round.number(),
                round.dataSet().humanLabels(),
                round.dataSet().pseudoLabels(),
                metrics.map50(),
                metrics.map5095(),
                metrics.precision(),
                metrics.recall(),
                round.timings().total());
    }
}
