package io.nerest.formats.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the images of a data set within limits, and checks every box. */
public final class SetBuilder {
    private final FormatLimits limits;
    private final ImportReport report;
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final List<AnnotatedImage> images = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final @Nullable Path boundary;
    private final KnownSizes sizes;
    private int boxes;

    public SetBuilder(FormatLimits limits, ImportReport report) {
        this(limits, report, null, KnownSizes.NONE);
    }

    /**
     * @param boundary folder that no file of the data set may lie outside of; null for none
     * @param sizes of images whose files are missing
     */
    public SetBuilder(FormatLimits limits, ImportReport report, @Nullable Path boundary, KnownSizes sizes) {
        this.sizes = sizes;
        this.limits = limits;
        this.report = report;
        this.boundary = boundary == null ? null : boundary.toAbsolutePath().normalize();
    }

    /**
     * Checks a path before it is opened.
     *
     * @param named how the data set names it
     * @throws FormatException if it lies outside of the data set's boundary
     */
    public void requireWithin(Path path, String named) throws FormatException {
        if (boundary != null && !path.toAbsolutePath().normalize().startsWith(boundary)) {
            throw new FormatException("'" + named + "' leads out of the data set's folder; nothing of it is used");
        }
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
        Optional<KnownSizes.Pixels> known = width > 0 && height > 0 ? Optional.empty() : sizes.of(name);
        return new ImageDraft(
                this,
                source,
                name,
                split,
                known.map(KnownSizes.Pixels::width).orElse(width),
                known.map(KnownSizes.Pixels::height).orElse(height),
                file);
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
