package io.nerest.vision.image;

import java.io.IOException;

/** A file is not an acceptable image. The message gives the reason to the sender. */
public final class ImageRejectedException extends IOException {

    public ImageRejectedException(String reason) {
        super(reason);
    }

    public ImageRejectedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
