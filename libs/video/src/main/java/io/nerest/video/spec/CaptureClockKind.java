package io.nerest.video.spec;

/** Where capture times come from. */
public enum CaptureClockKind {
    /** No frame yet. */
    NONE,
    /** The camera states the time of day (RTCP sender reports). */
    CAMERA,
    /** Time stamps of the stream, placed by the time at which its first frame arrived. */
    STREAM,
    /** The time of arrival, because the stream's time stamps are missing or jump. */
    ARRIVAL,
    /** The start of a file and the time stamps in it. */
    FILE
}
