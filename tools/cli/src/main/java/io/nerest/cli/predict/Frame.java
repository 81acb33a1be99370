package io.nerest.cli.predict;

import io.nerest.detector.image.DecodedImage;
import java.nio.file.Path;

/**
 * One picture to look at.
 *
 * @param source the file that it comes from
 * @param name what its results are named after, different for every frame of a prediction
 * @param videoRate frames a second of the video that it is of; 0 for a picture file
 * @param picture closed with this
 */
record Frame(Path source, String name, double videoRate, DecodedImage picture) implements AutoCloseable {

    boolean ofVideo() {
        return videoRate > 0;
    }

    @Override
    public void close() {
        picture.close();
    }
}
