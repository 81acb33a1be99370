package io.nerest.video.decoder;

import java.io.IOException;
import java.util.Optional;

/** An open camera or file. */
interface FrameInput extends AutoCloseable {
    /**
     * Waits for the next frame and returns it, closed by the caller; empty at the end.
     *
     * @throws IOException if reading fails; the message contains no credentials
     */
    Optional<RawFrame> next() throws IOException;

    @Override
    void close() throws IOException;
}
