package io.nerest.contracts;

/** How a frame was received. */
public enum FrameSource {
    UPLOAD,
    BUCKET_NOTIFICATION,
    RECONCILER
}
