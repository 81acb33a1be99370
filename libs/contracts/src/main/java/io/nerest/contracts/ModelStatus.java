package io.nerest.contracts;

/** Status of a model. */
public enum ModelStatus {
    /** Base checkpoint of every training; active until a model is promoted. */
    BASE,
    /** Trained, but not offered for promotion: one arm of a comparison. Or imported from a file. */
    CANDIDATE,
    /** Passed the gate or was promoted by a user: scoring activates it. */
    PROMOTED,
    /** Worse than the active model on the validation set by more than the margin. */
    REJECTED
}
