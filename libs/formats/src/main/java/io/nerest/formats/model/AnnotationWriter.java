package io.nerest.formats.model;

import java.io.IOException;
import java.nio.file.Path;

/** Writes one format into an empty folder. */
public interface AnnotationWriter {
    /** Where the format's tools expect an image, relative to the folder, with forward slashes. */
    String imagePath(AnnotatedImage image);

    /**
     * Writes the annotations, without the images.
     *
     * @throws FormatException if the format cannot hold an image; nothing of the folder is then usable
     */
    void write(AnnotationSet set, Path folder) throws IOException;

    /**
     * Returns the size of an image in pixels, for formats that need it.
     *
     * @throws FormatException if it is unknown
     */
    static AnnotatedImage requireSize(AnnotatedImage image) throws FormatException {
        if (!image.hasSize()) {
            throw new FormatException(
                    "image '" + image.name()
                            + "': the format needs its size in pixels, and the image file was not found; name its folder by --images");
        }
        return image;
    }
}
