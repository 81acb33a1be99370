package io.nerest.selector.engine;

import java.util.UUID;

/** Somebody paused or cancelled a campaign while its next step was being worked out; the step is rolled back. */
final class CampaignChangedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CampaignChangedException(UUID campaignId) {
        super("campaign " + campaignId + " was paused or cancelled meanwhile");
    }
}
