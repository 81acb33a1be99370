package io.nerest.formats.time;

/** A source of an image's time of capture. */
public enum CaptureTimeSource {
    /** A list of files and times beside the images. */
    SIDECAR,
    /** The image's EXIF data. */
    EXIF,
    /** Date and time in the file's name. */
    NAME,
    /** The time at which the file was last changed. Copying a file changes it, so it must be selected explicitly. */
    MODIFIED
}
