package io.nerest.selector.engine;

import java.util.UUID;

/** A campaign was paused or cancelled while its next step was computed; the step is rolled back. */
final class CampaignChangedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CampaignChangedException(UUID campaignId) {
        super("campaign " + campaignId + " was paused or cancelled while its next step was computed");
    }
}
