package io.nerest.ingest.source;

/** State of a source. */
public enum SourceState {
    /** No pod reads it yet. */
    WAITING,
    /** Its definition disables it. */
    DISABLED,
    /** It is outside its schedule. */
    ASLEEP,
    /** A connection is being made. */
    CONNECTING,
    /** Frames arrive, whether or not the rule selects any of them. */
    HEALTHY,
    /** The camera is connected and sends nothing, or the same image repeatedly. */
    HUNG,
    /** There is no connection. */
    OFFLINE,
    /** Frames arrive with another size than the definition or the first frame has. */
    WRONG_SIZE,
    /** Frames arrive, and sampled ones are green. */
    DAMAGED,
    /** The file was read to its end. */
    FINISHED,
    /** The file could not be read to its end, several times. */
    FAILED;

    /** Whether nothing reads the source any more, until it is registered again. */
    boolean isFinal() {
        return this == FINISHED || this == FAILED;
    }
}
