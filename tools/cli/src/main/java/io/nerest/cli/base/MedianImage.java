package io.nerest.cli.base;

import java.util.List;

/** What a fixed camera sees when nothing moves. */
final class MedianImage {
    private MedianImage() {}

    /** Returns the median of each value; of an even number of frames the upper one. */
    static Pixels of(List<Pixels> frames) {
        Pixels first = frames.get(0);
        byte[] median = new byte[first.values().length];
        int[] counts = new int[256];
        int middle = frames.size() / 2;
        for (int i = 0; i < median.length; i++) {
            for (Pixels frame : frames) {
                counts[frame.values()[i] & 0xff]++;
            }
            int value = 0;
            for (int below = counts[0]; below <= middle; below += counts[value]) {
                value++;
            }
            median[i] = (byte) value;
            for (Pixels frame : frames) {
                counts[frame.values()[i] & 0xff] = 0;
            }
        }
        return new Pixels(median, first.width(), first.height(), first.channels());
    }
}
