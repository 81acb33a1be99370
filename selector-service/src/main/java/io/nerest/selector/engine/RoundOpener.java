package io.nerest.selector.engine;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selection.RandomChoice;
import io.nerest.selection.ConfiguredStrategy;
import io.nerest.selection.Strategies;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.campaign.CampaignConfig;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.round.Round;
import io.nerest.selector.round.Scores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Opens rounds: draws the sample, and asks for the scores that it lacks. */
@ApplicationScoped
public class RoundOpener {

    /** How many times the batch is drawn where some frames of a draw may have to be left out. */
    private static final int SPARE_DRAWS = 20;

    private final Pool pool;
    private final Outbox outbox;

    public RoundOpener(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /** The first round: its frames are drawn at random. */
    Round openFirst(Campaign campaign, Instant now) {
        CampaignConfig config = campaign.config();
        if (config.initial() > 0) {
            pool.draw(PoolFilters.of(campaign), 0, config.initial(), RoundSeed.start(config.seed(), 0));
        }
        return Round.opening(0, now);
    }

    /**
     * A later round.
     *
     * @param models the campaign's models that may be asked for scores, the newest last
     */
    Round open(Campaign campaign, int number, List<String> models, Instant now) {
        CampaignConfig config = campaign.config();
        ConfiguredStrategy configured = config.configured();
        PoolFilter filter = PoolFilters.of(campaign);
        double start = RoundSeed.start(config.seed(), number);
        if (!configured.needsScores() && !config.curriculum().enabled()) {
            pool.draw(filter, number, draws(config, configured), start);
            return Round.opening(number, now);
        }
        int sampled = pool.draw(filter, number, config.sampleSize(), start);
        if (configured.needsReferences()) {
            sampled += pool.addLabelled(filter, number);
        }
        List<String> asked = configured
                .strategy()
                .committee()
                .map(committee -> committee.membersOf(models))
                .orElse(models.subList(models.size() - 1, models.size()));
        int requested = 0;
        for (String modelId : asked) {
            requested += request(campaign, number, modelId, now);
        }
        return Round.opening(
                number,
                now,
                new Scores(
                        asked.get(asked.size() - 1),
                        asked.subList(0, asked.size() - 1),
                        sampled,
                        requested,
                        pool.scored(campaign.id(), number, asked)),
                now.plusSeconds(config.scoreDeadlineSeconds()));
    }

    private int request(Campaign campaign, int number, String modelId, Instant now) {
        List<FrameRef> unscored = pool.unscored(campaign.id(), number, modelId);
        for (int from = 0; from < unscored.size(); from += ScoringRequested.MOST_FRAMES) {
            int to = Math.min(unscored.size(), from + ScoringRequested.MOST_FRAMES);
            UUID requestId = UUID.randomUUID();
            outbox.add(
                    Topics.SCORING_REQUESTS,
                    requestId.toString(),
                    new ScoringRequested(requestId, campaign.id(), number, modelId, unscored.subList(from, to), now));
        }
        return unscored.size();
    }

    private static int draws(CampaignConfig config, ConfiguredStrategy configured) {
        if (!(configured.strategy() instanceof RandomChoice)) {
            // Whoever divides the sample, by camera and hour, has to have something to divide.
            return config.sampleSize();
        }
        if (configured.settings().minGap().isZero()) {
            return config.batchSize();
        }
        return config.sampleSize() > 0 ? config.sampleSize() : config.batchSize() * SPARE_DRAWS;
    }
}
