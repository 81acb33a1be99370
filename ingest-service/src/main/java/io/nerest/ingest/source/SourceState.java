package io.nerest.ingest.source;

/** What a source is doing. */
public enum SourceState {
    /** No pod reads it yet. */
    WAITING,
    /** Its definition says that it is not read. */
    DISABLED,
    /** Its schedule says that it is not read now. */
    ASLEEP,
    /** A connection is being made. */
    CONNECTING,
    /** Frames arrive, whether or not the rule selects any of them. */
    HEALTHY,
    /** The camera is connected and sends nothing, or the same picture for ever. */
    HUNG,
    /** There is no connection. */
    OFFLINE,
    /** Frames arrive with another size than the definition or the first frame has. */
    WRONG_SIZE,
    /** Frames arrive, and sampled ones are green. */
    DAMAGED,
    /** The file was read to its end. */
    FINISHED
}
