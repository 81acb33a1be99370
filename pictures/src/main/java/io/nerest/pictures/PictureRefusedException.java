package io.nerest.pictures;

import java.io.IOException;

/** A file that is not a picture we take; the message says why, in words for whoever sent it. */
public final class PictureRefusedException extends IOException {

    public PictureRefusedException(String reason) {
        super(reason);
    }

    public PictureRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
