package io.nerest.detector.slicing;

/**
 * How pictures are looked at in tiles.
 *
 * @param side of a tile in pixels of the picture
 * @param overlap share of a tile that its neighbour covers too, from 0 to .9
 * @param wholePicture whether the whole picture is looked at as well, for objects larger than a tile
 * @param merge how detections of one object in several tiles become one
 * @param mergeThreshold two detections of a class are of one object where they overlap by more than this
 * @param maxDet at most this many detections a picture, the surest first
 */
public record SliceOptions(
        int side, double overlap, boolean wholePicture, SliceMerge merge, double mergeThreshold, int maxDet) {
    public SliceOptions {
        if (side < 32) {
            throw new IllegalArgumentException("slice=" + side + ": a tile needs at least 32 pixels a side");
        }
        if (!(overlap >= 0 && overlap <= .9)) {
            throw new IllegalArgumentException("overlap=" + overlap + ": must lie in [0, .9]");
        }
        if (!(mergeThreshold > 0 && mergeThreshold <= 1)) {
            throw new IllegalArgumentException("merge threshold " + mergeThreshold + " must lie in (0, 1]");
        }
        if (maxDet < 1) {
            throw new IllegalArgumentException("max_det=" + maxDet + ": must be at least 1");
        }
    }

    /** Tiles of a side, a fifth of overlap, the whole picture too, merged greedily above half of the smaller box. */
    public static SliceOptions ofSide(int side) {
        return new SliceOptions(side, .2, true, SliceMerge.GREEDY, .5, 300);
    }
}
