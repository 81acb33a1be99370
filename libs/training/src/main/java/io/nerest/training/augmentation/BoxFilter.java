package io.nerest.training.augmentation;

import io.nerest.vision.box.Box;

/** Decides which boxes to keep after an image was cropped and transformed. */
final class BoxFilter {
    private static final float SHORTEST_SIDE = 2;
    private static final float LARGEST_ASPECT = 100;
    private static final float LEAST_AREA_LEFT = 0.1f;

    private BoxFilter() {}

    /** Clips a box to an image of the given size. */
    static Box clip(Box box, float width, float height) {
        return new Box(
                Math.max(0, Math.min(box.x1(), width)),
                Math.max(0, Math.min(box.y1(), height)),
                Math.max(0, Math.min(box.x2(), width)),
                Math.max(0, Math.min(box.y2(), height)));
    }

    /**
     * Returns whether enough of an object is visible.
     *
     * @param left the visible part of its box
     * @param fullArea the area of the whole box
     */
    static boolean keeps(Box left, double fullArea) {
        float w = left.width();
        float h = left.height();
        return w > SHORTEST_SIDE
                && h > SHORTEST_SIDE
                && Math.max(w / h, h / w) < LARGEST_ASPECT
                && w * h > LEAST_AREA_LEFT * fullArea;
    }
}
