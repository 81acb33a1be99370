package io.nerest.cli.predict;

import io.nerest.detector.image.ImageDecoder;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.nio.file.Path;

/** A frame to predict next. */
sealed interface PendingFrame extends AutoCloseable {

    /**
     * Returns the decoded frame, closed by the caller.
     *
     * @throws ImageRejectedException if the file cannot be read
     */
    Frame decode() throws ImageRejectedException;

    /** Releases the frame if it is not decoded by {@link #decode}. */
    @Override
    default void close() {}

    /**
     * An image file, decoded by the worker that predicts it.
     *
     * @param name unique name of its results
     */
    record ImageFile(Path file, String name) implements PendingFrame {

        @Override
        public Frame decode() throws ImageRejectedException {
            return new Frame(file, name, 0, ImageDecoder.decode(file, ImageLimits.DEFAULT));
        }
    }

    /** A frame of a video, already decoded, since the frames of a video are decoded in sequence. */
    record VideoFrame(Frame frame) implements PendingFrame {

        @Override
        public Frame decode() {
            return frame;
        }

        @Override
        public void close() {
            frame.close();
        }
    }

    /** A file that cannot be read. */
    record Unreadable(String reason) implements PendingFrame {

        @Override
        public Frame decode() throws ImageRejectedException {
            throw new ImageRejectedException(reason);
        }
    }
}
