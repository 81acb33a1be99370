package io.nerest.cli.predict;

import io.nerest.detector.image.DecodedImage;
import io.nerest.detector.image.ImageDecoder;
import io.nerest.vision.image.ImageLimits;
import io.nerest.vision.image.ImageRejectedException;
import java.nio.file.Path;

/** What is to be looked at next. */
sealed interface FrameQueue extends AutoCloseable {

    @Override
    default void close() {}

    /**
     * A picture file, which whoever looks at it decodes.
     *
     * @param name what its results are named after
     */
    record PictureFile(Path file, String name) implements FrameQueue {

        /** The picture, to be closed. */
        Frame decode() throws ImageRejectedException {
            DecodedImage picture = ImageDecoder.decode(file, ImageLimits.DEFAULT);
            return new Frame(file, name, 0, picture);
        }
    }

    /** A frame of a video, decoded already, since frames are decoded one after the other. */
    record VideoFrame(Frame frame) implements FrameQueue {

        @Override
        public void close() {
            frame.close();
        }
    }

    /** A file that cannot be read. */
    record Unreadable(String reason) implements FrameQueue {}
}
