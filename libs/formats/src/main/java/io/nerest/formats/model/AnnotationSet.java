package io.nerest.formats.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Annotated images of one data set.
 *
 * @param classNames by class number; every box has one of them
 * @param images in the format's order, those without boxes too
 */
public record AnnotationSet(List<String> classNames, List<AnnotatedImage> images) {

    public AnnotationSet {
        classNames = List.copyOf(classNames);
        images = List.copyOf(images);
    }

    public int boxes() {
        return images.stream().mapToInt(image -> image.boxes().size()).sum();
    }

    /** The parts that have images. */
    public Set<Split> splits() {
        Set<Split> splits = new TreeSet<>();
        images.forEach(image -> splits.add(image.split()));
        return splits;
    }

    /** The images of one part. */
    public List<AnnotatedImage> images(Split split) {
        return images.stream().filter(image -> image.split() == split).toList();
    }

    /** The same classes with other images. */
    public AnnotationSet withImages(List<AnnotatedImage> others) {
        return new AnnotationSet(classNames, others);
    }
}
