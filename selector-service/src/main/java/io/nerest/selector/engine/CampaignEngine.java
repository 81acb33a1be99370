package io.nerest.selector.engine;

import io.nerest.selection.InvalidSelectionException;
import io.nerest.selector.pool.Campaigns;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Looks after all running campaigns, once a second: every step that can be taken is taken. Several pods may do so at
 * once, since a step is claimed in the database.
 */
@ApplicationScoped
public class CampaignEngine {

    private static final Logger LOG = Logger.getLogger(CampaignEngine.class);

    private final Campaigns campaigns;
    private final CampaignStep step;
    private final CampaignEndings endings;
    private final Clock clock;
    private final ConcurrentMap<UUID, String> troubles = new ConcurrentHashMap<>();

    public CampaignEngine(Campaigns campaigns, CampaignStep step, CampaignEndings endings, Clock clock) {
        this.campaigns = campaigns;
        this.step = step;
        this.endings = endings;
        this.clock = clock;
    }

    @Scheduled(
            every = "${nerest.selector.interval:1s}",
            identity = "campaigns",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void lookAfterAll() {
        campaigns.running().forEach(this::advance);
    }

    /** Takes every step that a campaign can take now. */
    public void advance(UUID campaignId) {
        try {
            boolean further = true;
            while (further) {
                further = step.take(campaignId);
                if (further) {
                    troubles.remove(campaignId);
                }
            }
        } catch (CampaignChangedException e) {
            LOG.info(e.getMessage());
        } catch (InvalidSelectionException e) {
            LOG.errorf("Campaign %s cannot go on: %s", campaignId, e.getMessage());
            say(() -> endings.fail(campaignId, e.getMessage(), clock.instant()));
        } catch (RuntimeException e) {
            report(campaignId, e);
        } catch (OutOfMemoryError e) {
            // What was being chosen is garbage by now; the other campaigns, and smaller samples, still fit.
            report(
                    campaignId,
                    new IllegalStateException(
                            "the frames to choose from do not fit into memory; set a smaller 'sampleSize', or give the"
                                    + " service more memory",
                            e));
        }
    }

    /** A trouble that passes by itself is tried again at every look, but said once: in the log, and in the campaign. */
    private void report(UUID campaignId, RuntimeException trouble) {
        String message = String.valueOf(trouble.getMessage());
        if (!message.equals(troubles.put(campaignId, message))) {
            LOG.warnf(trouble, "Campaign %s: a step failed and will be tried again", campaignId);
            String reason = "held up: its next step failed and is tried again, for as long as it takes: " + message;
            say(() -> endings.heldUp(campaignId, reason, clock.instant()));
        }
    }

    /** Where not even that can be stored, the other campaigns are not to wait for it. */
    private static void say(Runnable words) {
        try {
            words.run();
        } catch (RuntimeException e) {
            LOG.warn("What became of a campaign could not be stored", e);
        }
    }
}
