package io.nerest.selector.engine;

import java.util.UUID;

/** There is no campaign of that id. */
public final class UnknownCampaignException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnknownCampaignException(UUID id) {
        super("there is no campaign " + id);
    }
}
