package io.nerest.experiments.result;

/** How an arm comes by its labels. */
public enum ArmKind {
    /** A strategy chooses a batch for people each round. */
    ACTIVE,
    /** The whole budget of labels at once, drawn at random. */
    FIXED,
    /** All labels of the pool. */
    FULL,
    /** People label the initial set alone; each round adds the newest model's surest boxes as pseudo-labels. */
    CURRICULUM,
    /** Both: a strategy chooses for people, and of what is left the surest frames are pseudo-labelled. */
    ACTIVE_CURRICULUM
}
