package io.nerest.selector.engine;

import java.util.UUID;

/** No campaign has the id. */
public final class UnknownCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnknownCampaignException(UUID id) {
        super("there is no campaign " + id);
    }
}
