package io.nerest.selector.engine;

import io.nerest.selection.InvalidSelectionException;
import io.nerest.selector.storage.Campaigns;
import io.nerest.service.log.LogContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Advances all running campaigns, each by every step that can be taken. Several pods may do so at the same
 * time, since a step is claimed in the database.
 */
@ApplicationScoped
public class CampaignEngine {

    private static final Logger LOG = Logger.getLogger(CampaignEngine.class);

    private final Campaigns campaigns;
    private final CampaignStep step;
    private final CampaignFailures failures;
    private final Clock clock;
    /** The message of each campaign's last failed step, so that a step that fails again is logged once. */
    private final ConcurrentMap<UUID, String> failedSteps = new ConcurrentHashMap<>();

    public CampaignEngine(Campaigns campaigns, CampaignStep step, CampaignFailures failures, Clock clock) {
        this.campaigns = campaigns;
        this.step = step;
        this.failures = failures;
        this.clock = clock;
    }

    /** Advances all running campaigns. */
    @ActivateRequestContext
    public void advanceAll() {
        campaigns.running().forEach(this::advance);
    }

    /** Takes every step that a campaign can take now. */
    @SuppressWarnings("try") // the log context is closed, not used
    public void advance(UUID campaignId) {
        try (LogContext named = LogContext.campaign(campaignId)) {
            advanceNamed(campaignId);
        }
    }

    private void advanceNamed(UUID campaignId) {
        try {
            boolean taken;
            do {
                taken = step.take(campaignId);
                failedSteps.remove(campaignId);
            } while (taken);
        } catch (CampaignChangedException e) {
            LOG.info(e.getMessage());
        } catch (InvalidSelectionException e) {
            LOG.errorf("Campaign %s ends as FAILED: %s", campaignId, e.getMessage());
            store(() -> failures.end(campaignId, String.valueOf(e.getMessage()), clock.instant()));
        } catch (RuntimeException e) {
            retryLater(campaignId, e);
        } catch (OutOfMemoryError e) {
            // The selection that failed is garbage now; other campaigns, and smaller samples, still fit.
            retryLater(
                    campaignId,
                    new IllegalStateException(
                            "the sampled frames do not fit into memory; set a smaller 'sampleSize', or give the"
                                    + " service more memory",
                            e));
        }
    }

    /** A failed step is retried in the next pass. Its failure is logged once and shown as the campaign's reason. */
    private void retryLater(UUID campaignId, RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(failedSteps.put(campaignId, message))) {
            LOG.warnf(failure, "Campaign %s: a step failed and is retried", campaignId);
            store(() -> failures.note(campaignId, CampaignNotes.stepFailed(message), clock.instant()));
        }
    }

    /** If the database rejects even the note, the other campaigns must not wait for it. */
    private static void store(Runnable note) {
        try {
            note.run();
        } catch (RuntimeException e) {
            LOG.warn("The failure of a campaign's step could not be stored", e);
        }
    }
}
