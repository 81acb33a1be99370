package io.nerest.training.evaluation.coco;

/**
 * A box as stored in COCO's files, in pixels. Not {@link io.nerest.vision.box.Box}: corners in single precision change
 * the last digits of pycocotools' figures.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 0
 * @param height at least 0
 */
public record CocoBox(double x, double y, double width, double height) {
    public CocoBox {
        if (!Double.isFinite(x + y + width + height)) {
            throw new IllegalArgumentException(
                    "bbox [%s, %s, %s, %s] is not finite: not a number or infinite".formatted(x, y, width, height));
        }
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException(
                    "bbox has a negative side: width %s, height %s".formatted(width, height));
        }
    }

    double area() {
        return width * height;
    }

    /** Intersection over union; against a crowd, intersection over this box's own area. */
    double iou(CocoBox truth, boolean crowd) {
        double w = Math.min(x + width, truth.x + truth.width) - Math.max(x, truth.x);
        double h = Math.min(y + height, truth.y + truth.height) - Math.max(y, truth.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double intersection = w * h;
        return intersection / (crowd ? area() : area() + truth.area() - intersection);
    }
}
