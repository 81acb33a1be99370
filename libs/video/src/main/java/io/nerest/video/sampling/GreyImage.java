package io.nerest.video.sampling;

import java.util.Arrays;
import java.util.BitSet;

/** A small grey copy of a frame, on which sampling rules decide. */
public final class GreyImage {
    /** Width to which frames are reduced, in pixels. */
    public static final int WIDTH = 160;
    /** Height to which frames are reduced, in pixels. */
    public static final int HEIGHT = 90;

    private final byte[] pixels;
    private final BitSet masked;

    /**
     * Takes over the pixels.
     *
     * @param pixels {@code WIDTH * HEIGHT} grey values, row by row
     */
    public GreyImage(byte[] pixels) {
        this(pixels, new BitSet());
    }

    private GreyImage(byte[] pixels, BitSet masked) {
        if (pixels.length != WIDTH * HEIGHT) {
            throw new IllegalArgumentException(
                    "a grey image has %d pixels, not %d".formatted(WIDTH * HEIGHT, pixels.length));
        }
        this.pixels = pixels;
        this.masked = masked;
    }

    /** Returns this image without the pixels of a mask: they are equal in all images, and no rule regards them. */
    public GreyImage without(BitSet mask) {
        byte[] copy = pixels.clone();
        mask.stream().forEach(index -> copy[index] = 0);
        return new GreyImage(copy, mask);
    }

    /** Whether a pixel belongs to the mask. */
    public boolean isMasked(int index) {
        return masked.get(index);
    }

    /** Returns a grey value, 0 to 255. */
    public int at(int index) {
        return pixels[index] & 0xff;
    }

    /** Returns the number of pixels. */
    public int size() {
        return pixels.length;
    }

    /** Returns the mean absolute difference of two images, 0 to 1. */
    public double differenceFrom(GreyImage other) {
        long sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            sum += Math.abs(at(i) - other.at(i));
        }
        return sum / (255.0 * pixels.length);
    }

    /** Whether no pixel differs. */
    public boolean sameAs(GreyImage other) {
        return Arrays.equals(pixels, other.pixels);
    }
}
