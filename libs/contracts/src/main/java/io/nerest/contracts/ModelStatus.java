package io.nerest.contracts;

/** A model's standing. */
public enum ModelStatus {
    /** The start of every training; live only while nothing better is promoted. */
    BASE,
    /** Trained, and not meant to go live: one arm of a comparison. */
    CANDIDATE,
    /** Passed the gate, or was promoted by a person: scoring swaps to it. */
    PROMOTED,
    /** Worse on the validation set than what is live by more than the margin. */
    REJECTED
}
