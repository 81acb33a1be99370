package io.nerest.simulator.texture;

import java.util.ArrayList;
import java.util.List;

/** A small picture with transparency, premultiplied 0xAARRGGBB, in falling sizes so that it can be drawn small. */
public final class Sprite {
    private final List<Level> levels = new ArrayList<>();
    private final double opaqueShare;

    /** One size of the picture. */
    public static final class Level {
        private final int width;
        private final int height;
        private final int[] pixels;

        private Level(int width, int height, int[] pixels) {
            this.width = width;
            this.height = height;
            this.pixels = pixels;
        }

        public int width() {
            return width;
        }

        public int height() {
            return height;
        }

        /** Rows of premultiplied 0xAARRGGBB; not to be changed. */
        @SuppressWarnings("ExposedPrivateType")
        public int[] pixels() {
            return pixels;
        }

        private Level half() {
            int w = width / 2;
            int h = height / 2;
            int[] out = new int[w * h];
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    int p = 2 * y * width + 2 * x;
                    out[y * w + x] = average(pixels[p], pixels[p + 1], pixels[p + width], pixels[p + width + 1]);
                }
            }
            return new Level(w, h, out);
        }

        private static int average(int a, int b, int c, int d) {
            int result = 0;
            for (int shift = 0; shift < 32; shift += 8) {
                int sum = (a >>> shift & 255) + (b >>> shift & 255) + (c >>> shift & 255) + (d >>> shift & 255);
                result |= ((sum + 2) >> 2) << shift;
            }
            return result;
        }
    }

    /** What a sprite shows at a point. */
    @FunctionalInterface
    public interface Paint {
        /**
         * The colour at a point.
         *
         * @param x 0 (left) to 1 (right)
         * @param y 0 (top) to 1 (bottom)
         * @return 0xAARRGGBB, not premultiplied
         */
        int at(double x, double y);
    }

    private Sprite(Level finest) {
        Level level = finest;
        levels.add(level);
        while (level.width > 8 && level.height > 4) {
            level = level.half();
            levels.add(level);
        }
        int opaque = 0;
        for (int pixel : finest.pixels) {
            opaque += pixel >>> 24 >= 128 ? 1 : 0;
        }
        opaqueShare = (double) opaque / finest.pixels.length;
    }

    /** Paints a sprite of the given size (powers of two), four samples to a pixel. */
    public static Sprite painted(int width, int height, Paint paint) {
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int alpha = 0;
                int red = 0;
                int green = 0;
                int blue = 0;
                for (int sample = 0; sample < 4; sample++) {
                    int argb = paint.at(
                            (x + 0.25 + 0.5 * (sample & 1)) / width, (y + 0.25 + 0.5 * (sample >> 1)) / height);
                    int a = argb >>> 24;
                    alpha += a;
                    red += a * (argb >> 16 & 255);
                    green += a * (argb >> 8 & 255);
                    blue += a * (argb & 255);
                }
                pixels[y * width + x] =
                        (alpha / 4) << 24 | (red / (4 * 255)) << 16 | (green / (4 * 255)) << 8 | blue / (4 * 255);
            }
        }
        return new Sprite(new Level(width, height, pixels));
    }

    /** The level whose width is nearest above the wanted one, then coarser by the given octaves of softness. */
    public Level level(double wantedWidth, double softness) {
        double octaves = StrictMath.log(levels.get(0).width / Math.max(1, wantedWidth)) / StrictMath.log(2) + softness;
        int index = (int) Math.max(0, Math.min(levels.size() - 1, StrictMath.floor(octaves + 0.35)));
        return levels.get(index);
    }

    /** Share of the sprite's rectangle that is more opaque than not, 0 to 1. */
    public double opaqueShare() {
        return opaqueShare;
    }
}
