package io.nerest.video.sampling;

import java.util.Arrays;

/**
 * The median of earlier images, pixel by pixel. A fish that passes does not change it; weed, light and water level that
 * stay do. Lo and Velastin, "Automatic congestion detection system for underground platforms", 2001.
 */
final class MedianBackground {
    private static final int HISTORY = 15;
    private static final double SECONDS_BETWEEN = 1;

    private final byte[][] history = new byte[HISTORY][];
    private byte[] median = new byte[0];
    private int stored;
    private double lastStored = Double.NEGATIVE_INFINITY;

    boolean isEmpty() {
        return stored == 0;
    }

    /** Adds an image, if a second has passed since the last one. */
    void offer(GreyImage image, double seconds) {
        if (seconds - lastStored < SECONDS_BETWEEN && seconds >= lastStored) {
            return;
        }
        lastStored = seconds;
        byte[] copy = new byte[image.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) image.at(i);
        }
        history[stored++ % HISTORY] = copy;
        update();
    }

    private void update() {
        int known = Math.min(stored, HISTORY);
        byte[] result = new byte[GreyImage.WIDTH * GreyImage.HEIGHT];
        int[] values = new int[known];
        for (int i = 0; i < result.length; i++) {
            for (int k = 0; k < known; k++) {
                values[k] = history[k][i] & 0xff;
            }
            Arrays.sort(values);
            result[i] = (byte) values[known / 2];
        }
        median = result;
    }

    /**
     * Returns the share of pixels that differ from the background, 0 to 1. A change of brightness of the whole image
     * is removed first. Masked pixels are left out of both.
     */
    double changedShare(GreyImage image, double contrast) {
        long sum = 0;
        int seen = 0;
        for (int i = 0; i < median.length; i++) {
            if (!image.isMasked(i)) {
                sum += image.at(i) - (median[i] & 0xff);
                seen++;
            }
        }
        double shift = (double) sum / Math.max(1, seen);
        int changed = 0;
        for (int i = 0; i < median.length; i++) {
            if (!image.isMasked(i) && Math.abs(image.at(i) - (median[i] & 0xff) - shift) >= contrast) {
                changed++;
            }
        }
        return (double) changed / median.length;
    }
}
