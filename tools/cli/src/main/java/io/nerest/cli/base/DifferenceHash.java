package io.nerest.cli.base;

import java.util.BitSet;

/**
 * Perceptual hash of an image: it is reduced to 17 by 16 grey pixels, and each of 256 bits tells whether a pixel is brighter
 * than its right neighbour. Near copies differ in few bits.
 */
final class DifferenceHash {
    private static final int SIDE = 16;

    private DifferenceHash() {}

    /** @param bgr rows of pixels with three bytes each, blue first */
    static BitSet of(byte[] bgr, int width, int height) {
        byte[] grey = new byte[width * height];
        for (int i = 0; i < grey.length; i++) {
            int blue = bgr[3 * i] & 0xff;
            int green = bgr[3 * i + 1] & 0xff;
            int red = bgr[3 * i + 2] & 0xff;
            // Luma of ITU-R 601 in 16 fractional bits.
            grey[i] = (byte) ((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16);
        }
        byte[] small =
                AntialiasedResize.resize(grey, width, height, 1, SIDE + 1, SIDE, AntialiasedResize.Filter.BILINEAR);
        BitSet bits = new BitSet(SIDE * SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = y * (SIDE + 1) + x;
                bits.set(y * SIDE + x, (small[at] & 0xff) > (small[at + 1] & 0xff));
            }
        }
        return bits;
    }

    /** Returns in how many bits two hashes differ, 0 to 256. */
    static int distance(BitSet a, BitSet b) {
        BitSet different = (BitSet) a.clone();
        different.xor(b);
        return different.cardinality();
    }
}
