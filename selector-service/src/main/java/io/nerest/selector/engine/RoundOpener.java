package io.nerest.selector.engine;

import io.nerest.contracts.FrameRef;
import io.nerest.contracts.ScoringRequested;
import io.nerest.contracts.Topics;
import io.nerest.messaging.sending.Outbox;
import io.nerest.selection.round.RoundPlan;
import io.nerest.selection.round.RoundPolicy;
import io.nerest.selector.campaign.Campaign;
import io.nerest.selector.pool.Pool;
import io.nerest.selector.pool.PoolFilter;
import io.nerest.selector.round.Round;
import io.nerest.selector.round.Scores;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Opens rounds as the round policy plans them: draws the sample and requests the scores that are missing. */
@ApplicationScoped
public class RoundOpener {

    private final Pool pool;
    private final Outbox outbox;

    public RoundOpener(Pool pool, Outbox outbox) {
        this.pool = pool;
        this.outbox = outbox;
    }

    /**
     * Opens a round.
     *
     * @param models the campaign's models that may score frames, the newest last; none in round 0
     */
    Round open(Campaign campaign, int number, List<String> models, Instant now) {
        RoundPlan plan = new RoundPolicy(campaign.config().roundSettings()).plan(number, models);
        PoolFilter filter = PoolFilters.of(campaign);
        int drawn = plan.sample()
                .map(window -> pool.draw(filter, number, window.size(), window.start()))
                .orElse(0);
        if (!plan.needsScores()) {
            return Round.opening(number, now);
        }
        int references = plan.needsReferences() ? pool.addLabelled(filter, number) : 0;
        int requested = plan.models().stream()
                .mapToInt(modelId -> request(campaign, number, modelId, now))
                .sum();
        return Round.opening(
                number,
                now,
                new Scores(
                        plan.model().orElseThrow(),
                        plan.committee(),
                        drawn + references,
                        requested,
                        pool.scored(campaign.id(), number, plan.models())),
                now.plusSeconds(campaign.config().scoreDeadlineSeconds()));
    }

    /** Requests the missing scores of a round again; scoring scores a frame once, however often it is requested. */
    void requestAgain(Campaign campaign, Round.Scoring round, Instant now) {
        round.scores().models().forEach(modelId -> request(campaign, round.number(), modelId, now));
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
}
