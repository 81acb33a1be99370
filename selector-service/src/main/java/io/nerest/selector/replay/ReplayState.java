package io.nerest.selector.replay;

/** State of a replay. */
public enum ReplayState {
    RUNNING,
    CANCELLED,
    DONE
}
