package io.nerest.detector.slicing;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an image, in pixels.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 1
 * @param height at least 1
 */
public record ImageTile(int x, int y, int width, int height) {

    /**
     * Returns tiles that cover an image, row by row. They have the same size, limited by the image, and even spacing;
     * neighbours overlap by at least the given fraction.
     *
     * @param width of the image
     * @param height of the image
     * @param side of a tile
     * @param overlap fraction of a tile that its neighbour also covers, 0 (inclusive) to 1 (exclusive)
     */
    public static List<ImageTile> covering(int width, int height, int side, double overlap) {
        int tileWidth = Math.min(side, width);
        int tileHeight = Math.min(side, height);
        List<ImageTile> tiles = new ArrayList<>();
        for (int y : starts(height, tileHeight, overlap)) {
            for (int x : starts(width, tileWidth, overlap)) {
                tiles.add(new ImageTile(x, y, tileWidth, tileHeight));
            }
        }
        return tiles;
    }

    private static int[] starts(int length, int tile, double overlap) {
        if (tile == length) {
            return new int[1];
        }
        double step = Math.max(1, tile * (1 - overlap));
        int count = (int) Math.ceil((length - tile) / step) + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) Math.round((double) (length - tile) * i / (count - 1));
        }
        return starts;
    }
}
