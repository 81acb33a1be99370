package io.nerest.selector.campaign;

/** The state of a campaign. */
public enum CampaignState {
    RUNNING,
    /** No step is taken until it is resumed; events that arrive meanwhile are stored. */
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Returns whether the state is final. */
    public boolean isOver() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** Returns the state after a request to pause. */
    public CampaignState paused() {
        return require(this == RUNNING, "paused", PAUSED);
    }

    /** Returns the state after a request to resume. */
    public CampaignState resumed() {
        return require(this == PAUSED, "resumed", RUNNING);
    }

    /** Returns the state after a request to cancel. */
    public CampaignState cancelled() {
        return require(!isOver(), "cancelled", CANCELLED);
    }

    private CampaignState require(boolean legal, String verb, CampaignState next) {
        if (!legal) {
            throw new IllegalTransitionException("a campaign that is " + this + " cannot be " + verb);
        }
        return next;
    }
}
