package io.nerest.selector.campaign;

/** Where a campaign stands as a whole. */
public enum CampaignState {
    RUNNING,
    /** Nothing new is begun until somebody resumes it; what comes in meanwhile is kept. */
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** The state after somebody asked to pause. */
    public CampaignState paused() {
        return require(this == RUNNING, "paused", PAUSED);
    }

    /** The state after somebody asked to go on. */
    public CampaignState resumed() {
        return require(this == PAUSED, "resumed", RUNNING);
    }

    /** The state after somebody called it off. */
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
