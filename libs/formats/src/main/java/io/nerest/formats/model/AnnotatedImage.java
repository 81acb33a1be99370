package io.nerest.formats.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image with its boxes.
 *
 * @param name path of the image with forward slashes, as the format names it; unique within its data set and split
 * @param split part of the data set
 * @param width in pixels, after EXIF rotation; 0 if neither the format nor an image file gives it
 * @param height in pixels; 0 if unknown
 * @param file the image; empty if it was not found
 * @param boxes none if the image is background
 */
public record AnnotatedImage(
        String name, Split split, int width, int height, Optional<Path> file, List<AnnotatedBox> boxes) {

    public AnnotatedImage {
        boxes = List.copyOf(boxes);
    }

    public boolean hasSize() {
        return width > 0 && height > 0;
    }

    /** The same image with other boxes. */
    public AnnotatedImage withBoxes(List<AnnotatedBox> others) {
        return new AnnotatedImage(name, split, width, height, file, others);
    }

    /** The same image in another part of the data set. */
    public AnnotatedImage in(Split other) {
        return new AnnotatedImage(name, other, width, height, file, boxes);
    }

    /** The same image under another name. */
    public AnnotatedImage named(String other) {
        return new AnnotatedImage(other, split, width, height, file, boxes);
    }

    /** The name without its suffix: {@code a/b.jpg} gives {@code a/b}. */
    public String stem() {
        return stem(name);
    }

    /** The path without its suffix. */
    public static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') + 1 ? path : path.substring(0, dot);
    }
}
