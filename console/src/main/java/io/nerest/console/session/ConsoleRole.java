package io.nerest.console.session;

/** Rights of a user; each role includes those before it. */
public enum ConsoleRole {
    /** Reads everything. */
    VIEWER,
    /** Labels frames and audits pseudo-labels. */
    LABELLER,
    /** Opens campaigns, promotes models, registers streams, handles dead letters. */
    OPERATOR;

    /** Returns whether this role may do what the other may. */
    public boolean includes(ConsoleRole other) {
        return compareTo(other) >= 0;
    }
}
