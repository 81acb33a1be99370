package io.nerest.edge;

/** Which frame of a full spool is dropped. */
enum DropRule {
    /** The oldest frame. */
    OLDEST,
    /** The newest frame: what was spooled first is kept. */
    NEWEST,
    /** Every second frame of the older half, and again if that is not enough: a thinner record of the whole outage remains. */
    THIN
}
