package io.nerest.detection.prediction;

import io.nerest.detection.picture.Picture;
import io.nerest.detection.picture.PictureDecoder;
import io.nerest.pictures.PictureLimits;
import io.nerest.pictures.PictureRefusedException;
import java.nio.file.Path;

/** What is to be looked at next. */
sealed interface Upcoming extends AutoCloseable {

    @Override
    default void close() {}

    /**
     * A picture file, which whoever looks at it decodes.
     *
     * @param name what its results are named after
     */
    record PictureFile(Path file, String name) implements Upcoming {

        /** The picture, to be closed. */
        Frame decode() throws PictureRefusedException {
            Picture picture = PictureDecoder.decode(file, PictureLimits.DEFAULT);
            return new Frame(file, name, 0, picture);
        }
    }

    /** A frame of a video, decoded already, since frames are decoded one after the other. */
    record VideoFrame(Frame frame) implements Upcoming {

        @Override
        public void close() {
            frame.close();
        }
    }

    /** A file that cannot be read. */
    record Unreadable(String reason) implements Upcoming {}
}
