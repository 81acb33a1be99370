package io.nerest.simulator.paint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frame being painted: for each pixel its colour and the fish it shows. Not safe for use by several threads.
 */
public final class Canvas {
    /** Owner of a pixel without fish. */
    public static final int NO_FISH = 0;

    final int width;
    final int height;
    final int[] rgb;
    final byte[] owner;
    /** Displacement by the surface in 1/16 pixels. */
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

    /** Returns the number of the fish at a pixel, or {@link #NO_FISH}. */
    public int ownerAt(int x, int y) {
        return owner[y * width + x] & 255;
    }

    /** Returns the visible part of every fish by its number; element 0 is unused. */
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
                if (number != NO_FISH) {
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
     * The visible part of a fish.
     *
     * @param pixels number of visible pixels; the bounds are undefined if it is 0
     * @param left first column
     * @param top first row
     * @param right column after the last
     * @param bottom row after the last
     */
    public record Visible(int pixels, int left, int top, int right, int bottom) {}
}
