package io.nerest.experiments.result;

/** How an arm obtains its labels. */
public enum ArmKind {
    /** A strategy selects a batch for annotators each round. */
    ACTIVE,
    /** The whole budget of labels at once, drawn at random. */
    FIXED,
    /** All labels of the pool. */
    FULL,
    /** The whole budget of labels at once; each round adds the newest model's confident boxes as pseudo-labels. */
    CURRICULUM,
    /** Both: a strategy selects frames for annotators, and confident frames among the rest are pseudo-labelled. */
    ACTIVE_CURRICULUM
}
