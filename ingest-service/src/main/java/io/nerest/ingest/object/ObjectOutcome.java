package io.nerest.ingest.object;

/** The outcome of processing an image. */
public enum ObjectOutcome {
    /** The image became a new frame. */
    REGISTERED,
    /** The stream already has a frame with the same content. */
    DUPLICATE,
    /** The image cannot become a frame. */
    REJECTED
}
