package io.nerest.contracts;

/** How a frame came in. */
public enum FrameSource {
    UPLOAD,
    BUCKET_NOTIFICATION,
    RECONCILER
}
