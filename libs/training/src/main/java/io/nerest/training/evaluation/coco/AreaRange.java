package io.nerest.training.evaluation.coco;

/** COCO's ranges of object areas, both ends included. */
enum AreaRange {
    ALL(0, 1e10),
    SMALL(0, 32 * 32),
    MEDIUM(32 * 32, 96 * 96),
    LARGE(96 * 96, 1e10);

    private final double from;
    private final double to;

    AreaRange(double from, double to) {
        this.from = from;
        this.to = to;
    }

    boolean holds(double area) {
        return area >= from && area <= to;
    }
}
