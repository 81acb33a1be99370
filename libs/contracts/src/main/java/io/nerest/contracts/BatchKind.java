package io.nerest.contracts;

/** What is to happen to a batch. */
public enum BatchKind {
    /** People label it. */
    LABEL,
    /** The model's own boxes are taken as labels until a person says otherwise. */
    PSEUDO_LABEL
}
