package io.nerest.detector.slicing;

/**
 * Settings of sliced inference.
 *
 * @param side of a tile in pixels of the image
 * @param overlap fraction of a tile that its neighbour also covers, 0 to .9
 * @param wholeImage whether the whole image is predicted too, for objects larger than a tile
 * @param merge how detections of one object in several tiles are merged
 * @param mergeThreshold overlap above which two detections of a class are the same object
 * @param maxDet maximum number of detections per image, most confident first
 */
public record SliceOptions(
        int side, double overlap, boolean wholeImage, SliceMerge merge, double mergeThreshold, int maxDet) {
    public SliceOptions {
        if (side < 32) {
            throw new IllegalArgumentException("slice=" + side + ": must be at least 32, the side of a tile in pixels");
        }
        if (!(overlap >= 0 && overlap <= .9)) {
            throw new IllegalArgumentException("overlap=" + overlap + ": must be a number from 0 to 0.9");
        }
        if (!(mergeThreshold > 0 && mergeThreshold <= 1)) {
            throw new IllegalArgumentException("merge threshold " + mergeThreshold + " must lie in (0, 1]");
        }
        if (maxDet < 1) {
            throw new IllegalArgumentException("max_det=" + maxDet + ": must be at least 1");
        }
    }

    /** Returns tiles of a side with overlap .2, the whole image too, and greedy merging above .5 of the smaller box. */
    public static SliceOptions ofSide(int side) {
        return new SliceOptions(side, .2, true, SliceMerge.GREEDY, .5, 300);
    }
}
