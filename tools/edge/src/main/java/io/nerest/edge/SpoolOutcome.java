package io.nerest.edge;

/** Outcome of a spooled frame. */
enum SpoolOutcome {
    /** The service registered it. */
    UPLOADED,
    /** The service had it already, by an upload whose answer was lost. */
    DUPLICATE,
    /** The service does not accept it: it is no image, for example. */
    REJECTED,
    /** The spool was full. */
    DROPPED
}
