package io.nerest.vision.image;

import java.io.IOException;

/** A file that is not a picture we take; the message says why, in words for whoever sent it. */
public final class ImageRejectedException extends IOException {

    public ImageRejectedException(String reason) {
        super(reason);
    }

    public ImageRejectedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
