package io.nerest.simulator.texture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small image with transparency, premultiplied 0xAARRGGBB, with levels of decreasing size. It is painted at its first
 * use, because most scenes show only a few of a camera's sprites. Safe for use by several threads.
 */
public final class Sprite {
    private final int width;
    private final int height;
    private final Paint paint;
    private volatile @Nullable Painted painted;

    /** One size of the image. */
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

        /** Returns rows of premultiplied 0xAARRGGBB; the caller must not modify them. */
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

    /** The colours of a sprite. It must return the same colour for the same point at any time. */
    @FunctionalInterface
    public interface Paint {
        /**
         * Returns the colour at a point.
         *
         * @param x 0 (left) to 1 (right)
         * @param y 0 (top) to 1 (bottom)
         * @return 0xAARRGGBB, not premultiplied
         */
        int at(double x, double y);
    }

    private record Painted(List<Level> levels, double opaqueFraction) {}

    private Sprite(int width, int height, Paint paint) {
        this.width = width;
        this.height = height;
        this.paint = paint;
    }

    /** Creates a sprite of the given size in pixels; both are powers of two. */
    public static Sprite of(int width, int height, Paint paint) {
        return new Sprite(width, height, paint);
    }

    private Painted painted() {
        Painted done = painted;
        if (done == null) {
            synchronized (this) {
                done = painted;
                if (done == null) {
                    done = withLevels(new Level(width, height, pixels()));
                    painted = done;
                }
            }
        }
        return done;
    }

    private static Painted withLevels(Level finest) {
        List<Level> levels = new ArrayList<>();
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
        return new Painted(List.copyOf(levels), (double) opaque / finest.pixels.length);
    }

    /** Paints the finest level with four samples per pixel. */
    private int[] pixels() {
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
        return pixels;
    }

    /** Returns the smallest level that is at least as wide as requested, then coarser by the given octaves of softness. */
    public Level level(double wantedWidth, double softness) {
        List<Level> levels = painted().levels();
        double octaves = StrictMath.log(width / Math.max(1, wantedWidth)) / StrictMath.log(2) + softness;
        int index = (int) Math.max(0, Math.min(levels.size() - 1, StrictMath.floor(octaves + 0.35)));
        return levels.get(index);
    }

    /** Returns the fraction of the sprite's rectangle with an opacity above one half, 0 to 1. */
    public double opaqueFraction() {
        return painted().opaqueFraction();
    }
}
