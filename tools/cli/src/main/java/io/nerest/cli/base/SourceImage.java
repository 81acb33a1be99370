package io.nerest.cli.base;

import java.nio.file.Path;
import java.util.List;

/**
 * An image of a source that may become part of the base's training set.
 *
 * @param source where it comes from
 * @param name without suffix, unique within the source
 * @param file the image
 * @param boxes of fish, normalised: centre x and y, width, height
 * @param clip images of one clip are never split between training and validation
 * @param stretched whether the source stretched an image of 16:9 to a square
 * @param leastDistance bits in which its hash must differ from those of the images before it
 */
record SourceImage(
        BaseSource source,
        String name,
        Path file,
        List<double[]> boxes,
        String clip,
        boolean stretched,
        int leastDistance) {

    SourceImage {
        boxes = List.copyOf(boxes);
    }
}
