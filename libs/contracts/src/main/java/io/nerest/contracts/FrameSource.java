package io.nerest.contracts;

/** How a frame was received. */
public enum FrameSource {
    UPLOAD,
    BUCKET_NOTIFICATION,
    RECONCILER,
    /** A camera, file or folder that ingest reads itself. */
    CAMERA
}
