package io.nerest.cli.importing;

import java.io.IOException;

/** Where frames are imported to. */
interface FrameTarget extends AutoCloseable {

    /**
     * Imports a frame. Importing the same frame twice leaves one.
     *
     * @return empty, or why the frame was rejected
     * @throws IOException if the target cannot be reached or written
     */
    java.util.Optional<String> add(FieldFrame frame) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
