package io.nerest.vision.box;

/**
 * An axis-aligned box in pixels of the image it belongs to.
 *
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, at least {@code x1}
 * @param y2 bottom edge, at least {@code y1}
 */
public record Box(float x1, float y1, float x2, float y2) {

    public float width() {
        return x2 - x1;
    }

    public float height() {
        return y2 - y1;
    }

    public float area() {
        return width() * height();
    }

    /** Intersection over union, 0 to 1; 0 if both boxes are empty. */
    public float iou(Box other) {
        float w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        float h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        float intersection = w * h;
        float union = area() + other.area() - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
