package io.nerest.contracts;

/** How the frames of a batch get their labels. */
public enum BatchKind {
    /** Annotators label them. */
    LABEL,
    /** The model's boxes are used as labels until an annotator labels the frame. */
    PSEUDO_LABEL
}
