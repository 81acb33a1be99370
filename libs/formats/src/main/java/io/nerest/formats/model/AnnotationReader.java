package io.nerest.formats.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads one format. */
@FunctionalInterface
public interface AnnotationReader {
    /**
     * Adds the images of a data set.
     *
     * @param source a file or folder of the format
     * @param imageFolders folders that the user named, searched before the usual ones
     * @throws FormatException if the source is not of the format
     * @throws IOException if a file cannot be read
     */
    void read(Path source, List<Path> imageFolders, SetBuilder set) throws IOException;
}
