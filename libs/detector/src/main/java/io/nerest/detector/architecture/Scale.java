package io.nerest.detector.architecture;

/**
 * Scaling of a family's table to one of its sizes.
 *
 * @param letter n, s, m, l or x
 * @param depth factor on the repeats of a block
 * @param width factor on channels
 * @param maxChannels channels of the table are cut to this before {@code width} is applied
 */
public record Scale(String letter, double depth, double width, int maxChannels) {

    /** Channels of this size: a multiple of 8, rounded up. */
    public int channels(int ofTable) {
        return (int) Math.ceil(Math.min(ofTable, maxChannels) * width / 8) * 8;
    }

    /** Repeats of a block in this size: at least one. */
    public int repeats(int ofTable) {
        return Math.max((int) Math.rint(ofTable * depth), 1);
    }
}
