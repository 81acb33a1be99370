package io.nerest.simulator.texture;

import io.nerest.simulator.random.Draws;

/** Smooth fractal noise on a seamless tile of 256 x 256; values 0 to 255. */
public final class NoiseTile {
    /** Side of the tile in texels; a power of two. */
    public static final int SIZE = 256;

    private final byte[] values;

    private NoiseTile(byte[] values) {
        this.values = values;
    }

    /**
     * Creates value noise summed over octaves, each with twice the frequency and half the amplitude, scaled to the full
     * range.
     *
     * @param coarsest cells per side of the first octave; a power of two
     * @param octaves number of octaves
     */
    public static NoiseTile fractal(Draws draws, int coarsest, int octaves) {
        float[] sum = new float[SIZE * SIZE];
        float strength = 1;
        for (int octave = 0, cells = coarsest; octave < octaves && cells <= SIZE; octave++, cells *= 2) {
            addOctave(sum, draws, cells, strength);
            strength *= 0.55f;
        }
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : sum) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        byte[] values = new byte[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (255 * (sum[i] - low) / (high - low));
        }
        return new NoiseTile(values);
    }

    private static void addOctave(float[] sum, Draws draws, int cells, float strength) {
        float[] knots = new float[cells * cells];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = (float) draws.unit();
        }
        int step = SIZE / cells;
        for (int y = 0; y < SIZE; y++) {
            int y0 = y / step;
            int y1 = (y0 + 1) % cells;
            float fy = smooth((y % step) / (float) step);
            for (int x = 0; x < SIZE; x++) {
                int x0 = x / step;
                int x1 = (x0 + 1) % cells;
                float fx = smooth((x % step) / (float) step);
                float top = knots[y0 * cells + x0] * (1 - fx) + knots[y0 * cells + x1] * fx;
                float bottom = knots[y1 * cells + x0] * (1 - fx) + knots[y1 * cells + x1] * fx;
                sum[y * SIZE + x] += strength * (top * (1 - fy) + bottom * fy);
            }
        }
    }

    private static float smooth(float share) {
        return share * share * (3 - 2 * share);
    }

    /** Returns the texel at integer coordinates, which wrap around; 0 to 255. */
    public int at(int x, int y) {
        return values[(y & SIZE - 1) * SIZE + (x & SIZE - 1)] & 255;
    }
}
