package io.nerest.selector.deadletter;

/** State of a dead letter. */
public enum DeadLetterState {
    /** Nothing was decided about it. */
    OPEN,
    /** Resent; it was handled, or will be. */
    RESENT,
    /** Resent, and not handled again: a newer letter has the reason. */
    FAILED_AGAIN,
    /** Worthless by an operator's decision. */
    DROPPED
}
