package io.nerest.formats.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An image while its boxes are read. A box that cannot be read rejects its image: without the box, the object would be
 * trained as background. A box that reaches beyond the image is clipped, a box of zero area is left out; both are
 * reported as repaired.
 */
public final class ImageDraft {
    /** Tolerance beyond the image for coordinates that a tool rounded, in fractions of the image. */
    private static final double ROUNDING = 1e-5;

    private static final int LONGEST_NAME = 1000;

    private final SetBuilder set;
    private final String source;
    private final String name;
    private final Split split;
    private final int width;
    private final int height;
    private final Optional<Path> file;
    private final List<AnnotatedBox> boxes = new ArrayList<>();
    private @Nullable String problem;

    ImageDraft(SetBuilder set, String source, String name, Split split, int width, int height, Optional<Path> file) {
        this.set = set;
        this.source = source;
        this.name = name;
        this.split = split;
        this.width = width;
        this.height = height;
        this.file = file;
        this.problem = nameProblem(name);
    }

    private static @Nullable String nameProblem(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            return "an image has no usable name";
        }
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("[/\\\\]", -1)).contains("..")) {
            return "image '" + name + "': its name leads out of the data set's folder";
        }
        return null;
    }

    public String name() {
        return name;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Adds a box in pixels of the image. */
    public void pixels(String className, double x, double y, double w, double h, OptionalDouble confidence)
            throws FormatException {
        if (width <= 0 || height <= 0) {
            reject("its size in pixels is not known, and the image file was not found; name the folder by --images");
            return;
        }
        fractions(className, x / width, y / height, w / width, h / height, confidence);
    }

    /** Adds a box in fractions of the image. */
    public void fractions(String className, double x, double y, double w, double h, OptionalDouble confidence)
            throws FormatException {
        set.count(source, boxes.size() + 1);
        if (className.isBlank()) {
            reject("a box has no class");
            return;
        }
        if (!Double.isFinite(x + y + w + h)) {
            reject("a box of '" + className + "' has a coordinate that is not a number");
            return;
        }
        if (confidence.isPresent() && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) {
            reject("a box of '%s' has the confidence %s, which must lie in [0, 1]"
                    .formatted(className, confidence.getAsDouble()));
            return;
        }
        if (w < 0 || h < 0) {
            reject("a box of '" + className + "' has a negative size");
            return;
        }
        add(className, x, y, w, h, confidence);
    }

    private void add(String className, double x, double y, double w, double h, OptionalDouble confidence) {
        double left = x;
        double top = y;
        double right = x + w;
        double bottom = y + h;
        boolean outside = left < -ROUNDING || top < -ROUNDING || right > 1 + ROUNDING || bottom > 1 + ROUNDING;
        if (outside) {
            left = Math.max(0, Math.min(1, left));
            top = Math.max(0, Math.min(1, top));
            right = Math.max(0, Math.min(1, right));
            bottom = Math.max(0, Math.min(1, bottom));
            set.report()
                    .repaired(
                            source,
                            "image '%s': a box of '%s' reaches beyond the image; clipped".formatted(name, className));
        }
        if (!(right - left > 0 && bottom - top > 0)) {
            set.report().repaired(source, "image '%s': a box of '%s' has no area; left out".formatted(name, className));
            return;
        }
        boxes.add(new AnnotatedBox(
                set.shared(className), left, top, outside ? right - left : w, outside ? bottom - top : h, confidence));
    }

    /** Rejects the image. Only the first reason is reported. */
    public void reject(String reason) {
        if (problem == null) {
            problem = "image '" + name + "': " + reason;
        }
    }

    /** Reports a change that loses no object. */
    public void repaired(String reason) {
        set.report().repaired(source, "image '" + name + "': " + reason);
    }

    /** Adds the image to the data set, or reports why it is rejected. */
    public void finish() throws FormatException {
        if (problem == null) {
            set.add(source, new AnnotatedImage(name, split, width, height, file, boxes));
        } else {
            set.report().rejected(source, problem);
        }
    }
}
