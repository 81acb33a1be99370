package io.nerest.simulator.paint;

/**
 * The frame being painted: colours, and beside them which fish each pixel shows. One per frame; not for several threads.
 */
public final class Canvas {
    /** Owner of a pixel that shows no fish. */
    public static final int NOBODY = 0;

    final int width;
    final int height;
    final int[] rgb;
    final byte[] owner;
    /** By how many 1/16 pixels the surface bends what is seen at a pixel. */
    final short[] bendX;

    final short[] bendY;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        rgb = new int[width * height];
        owner = new byte[width * height];
        bendX = new short[width * height];
        bendY = new short[width * height];
    }

    /** Rows of 0xRRGGBB. */
    public int[] pixels() {
        return rgb;
    }

    /** Number of the fish seen at a pixel, or {@link #NOBODY}. */
    public int ownerAt(int x, int y) {
        return owner[y * width + x] & 255;
    }

    /** What is left to see of a fish once everything is painted. */
    public Visible visible(int fish) {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        int pixels = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((owner[y * width + x] & 255) == fish) {
                    pixels++;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        return pixels == 0 ? new Visible(0, 0, 0, 0, 0) : new Visible(pixels, left, top, right + 1, bottom + 1);
    }

    /**
     * What is left to see of a fish.
     *
     * @param pixels how many pixels show the fish; the bounds mean nothing where that is 0
     * @param left first column
     * @param top first row
     * @param right column after the last
     * @param bottom row after the last
     */
    public record Visible(int pixels, int left, int top, int right, int bottom) {}
}
