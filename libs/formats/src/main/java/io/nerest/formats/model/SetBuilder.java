package io.nerest.formats.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the images of a data set within limits, and checks every box. */
public final class SetBuilder {
    private final FormatLimits limits;
    private final ImportReport report;
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final List<AnnotatedImage> images = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int boxes;

    public SetBuilder(FormatLimits limits, ImportReport report) {
        this.limits = limits;
        this.report = report;
    }

    public ImportReport report() {
        return report;
    }

    public FormatLimits limits() {
        return limits;
    }

    /** Declares a class; classes are numbered in this order. Boxes declare theirs by themselves. */
    public void addClass(String name) {
        classes.putIfAbsent(name, name);
    }

    /** One instance of each class's name, so that millions of boxes share it. */
    String shared(String name) {
        return classes.computeIfAbsent(name, same -> same);
    }

    /**
     * Counts a box.
     *
     * @throws FormatException if the data set or the image has more than the limits allow
     */
    void count(String source, int ofImage) throws FormatException {
        if (++boxes > limits.boxes()) {
            throw new FormatException("%s: more than %,d boxes in all; split the data set, or raise --max-boxes"
                    .formatted(source, limits.boxes()));
        }
        if (ofImage > limits.boxesPerImage()) {
            throw new FormatException(
                    "%s: more than %,d boxes in one image; correct it".formatted(source, limits.boxesPerImage()));
        }
    }

    /**
     * Starts an image.
     *
     * @param source the annotation file, for the report
     * @param width in pixels; 0 if unknown
     * @param file the image, if it was found
     */
    public ImageDraft image(String source, String name, Split split, int width, int height, Optional<Path> file) {
        return new ImageDraft(this, source, name, split, width, height, file);
    }

    void add(String source, AnnotatedImage image) throws FormatException {
        if (!names.add(image.split().label() + "/" + image.name())) {
            report.rejected(source, "image '" + image.name() + "' occurs twice");
            return;
        }
        if (images.size() >= limits.images()) {
            throw new FormatException(
                    "%s: more than %,d images; split the data set".formatted(source, limits.images()));
        }
        images.add(image);
        report.accepted(source, image.boxes().size());
    }

    /** The images so far. */
    public AnnotationSet build() {
        return new AnnotationSet(new ArrayList<>(classes.keySet()), images);
    }
}
