package io.nerest.formats.model;

import java.util.OptionalDouble;

/**
 * A box of an image, in fractions of the image's width and height. The edges are kept, not the centre, so that formats
 * which store edges in pixels return them unchanged.
 *
 * @param className of its object
 * @param left edge, 0 to 1
 * @param top edge, 0 to 1
 * @param width of the box, above 0
 * @param height of the box, above 0
 * @param confidence of a model, 0 to 1; empty for an annotator's box
 */
public record AnnotatedBox(
        String className, double left, double top, double width, double height, OptionalDouble confidence) {

    /** @throws IllegalArgumentException if a number is not finite, or the confidence is not in [0, 1] */
    public AnnotatedBox {
        if (!Double.isFinite(left + top + width + height)) {
            throw new IllegalArgumentException("a box of '%s' has coordinates that are not finite: %s, %s, %s, %s"
                    .formatted(className, left, top, width, height));
        }
        if (confidence.isPresent() && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("a box of '%s' has the confidence %s, which must lie in [0, 1]"
                    .formatted(className, confidence.getAsDouble()));
        }
    }

    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }

    /** The same box of another class. */
    public AnnotatedBox ofClass(String name) {
        return new AnnotatedBox(name, left, top, width, height, confidence);
    }
}
