package io.nerest.cli.predict;

import io.nerest.detector.image.DecodedImage;
import java.nio.file.Path;

/**
 * One image to predict.
 *
 * @param source its source file
 * @param name name of its results, different for every frame of a prediction
 * @param videoRate frame rate of its video; 0 for an image file
 * @param image closed with this
 */
public record Frame(Path source, String name, double videoRate, DecodedImage image) implements AutoCloseable {

    public boolean ofVideo() {
        return videoRate > 0;
    }

    @Override
    public void close() {
        image.close();
    }
}
