package io.nerest.trainer.registry;

/** Origin of a model; does not change when the model becomes live. */
public enum ModelKind {
    /** A base checkpoint, from configuration. */
    BASE,
    /** Imported from a file by a user. */
    IMPORTED,
    /** Trained by a job. */
    TRAINED
}
