package io.nerest.simulator.texture;

import io.nerest.simulator.random.Draws;
import java.util.Arrays;

/**
 * Caustics on the stream bed as a loop of tiles that is seamless in space and time. Parallel light rays are refracted by
 * a surface of travelling waves and accumulated on the ground. All streams share one loop, which is computed at its first
 * use.
 */
public final class CausticLoop {
    /** Side of a tile in texels; a power of two. */
    public static final int SIZE = 256;
    /** Tiles in the loop; a power of two. */
    public static final int FRAMES = 32;

    private static final int TABLE = 1024;
    private static final int BUNDLES_PER_SIDE = 2 * SIZE;
    private static final float EVEN = (float) (SIZE * SIZE) / ((float) BUNDLES_PER_SIDE * BUNDLES_PER_SIDE);
    /** Grey level of ground under uniform light. */
    public static final int NEUTRAL = 72;

    private static final class Shared {
        static final CausticLoop LOOP = new CausticLoop();
    }

    private final byte[][] tiles = new byte[FRAMES][];

    private CausticLoop() {
        Draws draws = Draws.of(0x0CEA_0CEAL);
        int waves = 11;
        int[] kx = new int[waves];
        int[] ky = new int[waves];
        int[] turns = new int[waves];
        int[] phase = new int[waves];
        float[] bend = new float[waves];
        for (int i = 0; i < waves; i++) {
            double k = 2 + 5.0 * i / (waves - 1);
            double angle = draws.in(0, 2 * StrictMath.PI);
            kx[i] = (int) StrictMath.round(k * StrictMath.cos(angle));
            ky[i] = (int) StrictMath.round(k * StrictMath.sin(angle));
            turns[i] = 1 + i / 5;
            phase[i] = draws.below(TABLE);
            bend[i] = (float) (9.0 / (1 + k * k * 0.28));
        }
        float[] sine = new float[TABLE];
        for (int i = 0; i < TABLE; i++) {
            sine[i] = (float) StrictMath.sin(2 * StrictMath.PI * i / TABLE);
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            float[] light = new float[SIZE * SIZE];
            for (int by = 0; by < BUNDLES_PER_SIDE; by++) {
                for (int bx = 0; bx < BUNDLES_PER_SIDE; bx++) {
                    float dx = 0;
                    float dy = 0;
                    for (int i = 0; i < waves; i++) {
                        int angle = (kx[i] * bx + ky[i] * by) * (TABLE / BUNDLES_PER_SIDE)
                                + turns[i] * frame * (TABLE / FRAMES)
                                + phase[i];
                        float slope = bend[i] * sine[angle & TABLE - 1];
                        dx += slope * kx[i];
                        dy += slope * ky[i];
                    }
                    splat(light, bx * 0.5f + dx * 0.5f + 4 * SIZE, by * 0.5f + dy * 0.5f + 4 * SIZE);
                }
            }
            tiles[frame] = toGrey(light);
        }
    }

    private static void splat(float[] light, float x, float y) {
        int x0 = (int) x;
        int y0 = (int) y;
        float fx = x - x0;
        float fy = y - y0;
        int left = x0 & SIZE - 1;
        int right = x0 + 1 & SIZE - 1;
        int top = (y0 & SIZE - 1) * SIZE;
        int bottom = (y0 + 1 & SIZE - 1) * SIZE;
        light[top + left] += (1 - fx) * (1 - fy);
        light[top + right] += fx * (1 - fy);
        light[bottom + left] += (1 - fx) * fy;
        light[bottom + right] += fx * fy;
    }

    private static byte[] toGrey(float[] light) {
        byte[] grey = new byte[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float sum = 0;
                for (int j = -1; j <= 1; j++) {
                    for (int i = -1; i <= 1; i++) {
                        sum += light[(y + j & SIZE - 1) * SIZE + (x + i & SIZE - 1)];
                    }
                }
                float share = sum / 9 * EVEN;
                grey[y * SIZE + x] = (byte) Math.min(255, NEUTRAL * share);
            }
        }
        return grey;
    }

    /**
     * Returns the tile at a time in seconds; the loop lasts four. Rows of {@link #SIZE} unsigned bytes; the caller must
     * not modify them.
     */
    public static byte[] tileAt(double seconds) {
        int frame = (int) StrictMath.floor(seconds * FRAMES / 4);
        return Shared.LOOP.tiles[frame & FRAMES - 1];
    }

    /** Returns the mean grey level of the tiles, 0 to 255. */
    static double mean() {
        return Arrays.stream(Shared.LOOP.tiles)
                        .mapToLong(tile -> {
                            long sum = 0;
                            for (byte value : tile) {
                                sum += value & 255;
                            }
                            return sum;
                        })
                        .average()
                        .orElse(0)
                / (SIZE * SIZE);
    }
}
