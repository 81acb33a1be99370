package io.nerest.simulator.paint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** What is left to see of every fish once everything is painted, by its number; element 0 is nobody. */
    public List<Visible> visible(int fish) {
        int[] pixels = new int[fish + 1];
        int[] left = new int[fish + 1];
        int[] right = new int[fish + 1];
        int[] top = new int[fish + 1];
        int[] bottom = new int[fish + 1];
        Arrays.fill(left, width);
        for (int y = 0, p = 0; y < height; y++) {
            for (int x = 0; x < width; x++, p++) {
                int number = owner[p] & 255;
                if (number != NOBODY) {
                    if (pixels[number]++ == 0) {
                        top[number] = y;
                    }
                    left[number] = Math.min(left[number], x);
                    right[number] = Math.max(right[number], x + 1);
                    bottom[number] = y + 1;
                }
            }
        }
        List<Visible> visible = new ArrayList<>();
        for (int i = 0; i <= fish; i++) {
            visible.add(new Visible(pixels[i], left[i], top[i], right[i], bottom[i]));
        }
        return visible;
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
