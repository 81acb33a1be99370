package io.nerest.edge;

/** Which frame of the spool is uploaded next. */
enum UploadOrder {
    /** In the order of capture: the stream arrives complete, and late after an outage. */
    OLDEST_FIRST,
    /** The present first: what waited follows while the link has room. */
    NEWEST_FIRST
}
