package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.sampling.GreyImage;
import java.io.IOException;

/** A frame as its camera sent it. The owner closes it. */
interface RawFrame extends AutoCloseable {
    /** Returns the width in pixels. */
    int width();

    /** Returns the height in pixels. */
    int height();

    /** Returns the frame's time stamp in microseconds on the stream's own clock; {@link #NO_TIME} without. */
    long timestamp();

    /** Returns the time of day that the camera states, in microseconds since 1970; {@link #NO_TIME} without. */
    long cameraTime();

    /** Value of a missing time. */
    long NO_TIME = Long.MIN_VALUE;

    /** Returns a small grey copy. */
    GreyImage grey() throws IOException;

    /** Returns the decoded pixels, closed by the caller. */
    DecodedImage decode() throws IOException;

    /** Returns the camera's own JPEG; null if the frame is not one. */
    default byte @org.jspecify.annotations.Nullable [] jpeg() {
        return null;
    }

    @Override
    void close();
}
