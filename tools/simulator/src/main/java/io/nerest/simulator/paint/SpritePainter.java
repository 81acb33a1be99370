package io.nerest.simulator.paint;

import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.texture.CausticLoop;
import io.nerest.simulator.texture.Sprite;
import org.jspecify.annotations.Nullable;

/** Draws sprites with rotation, bending, motion blur, lighting and haze. */
final class SpritePainter {
    /** A pixel belongs to a fish from this opacity on (of 255). */
    static final int SOLID = 110;

    /** Owner value that leaves the owners of all pixels unchanged. */
    private static final int KEEP = -1;

    private static final byte[] NO_CAUSTICS = new byte[0];

    /**
     * Position and shape of a sprite in the image.
     *
     * @param x centre column
     * @param y centre row
     * @param width of the sprite's rectangle in pixels, before squashing
     * @param height of the sprite's rectangle in pixels, before squashing
     * @param angle rotation in radians, clockwise
     * @param flip whether to mirror the sprite horizontally
     * @param squash vertical scale after the rotation
     * @param spine vertical offsets as fractions of the height, evenly spaced from left to right
     * @param smear length of the motion blur in pixels
     * @param bent whether the moving surface displaces it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Lie(
            double x,
            double y,
            double width,
            double height,
            double angle,
            boolean flip,
            double squash,
            float @Nullable [] spine,
            double smear,
            boolean bent) {}

    /**
     * Lighting of a sprite.
     *
     * @param light brightness factor; 1 for unchanged
     * @param net strength of caustics on its upper side, 0 to 1
     * @param caustics caustic tile of the frame
     * @param texels texels of the caustic tile per pixel
     * @param clear fraction of its light that reaches the lens, in 1/256
     * @param haze colour of the water in front of it
     * @param opacity 0 to 1
     * @param softness octaves of blur
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Look(
            double light,
            double net,
            byte[] caustics,
            double texels,
            int clear,
            int haze,
            double opacity,
            double softness) {}

    /**
     * The effect of drawing a sprite.
     *
     * @param pixels number of pixels that show the sprite, before other objects cover it
     * @param contrast mean change of these pixels in grey levels
     */
    record Mark(int pixels, double contrast) {}

    private SpritePainter() {}

    /** Draws the sprite and sets the owner of its solid pixels. */
    static Mark draw(Canvas canvas, Sprite sprite, Lie lie, Look look, int owner) {
        double cos = StrictMath.cos(lie.angle());
        double sin = StrictMath.sin(lie.angle());
        double slack = lie.spine() == null ? 0 : 0.3 * lie.height();
        double halfW = lie.width() / 2 + lie.smear();
        double halfH = lie.height() / 2 + slack;
        double reachX = Math.abs(cos) * halfW + Math.abs(sin) * halfH + 6;
        double reachY = (Math.abs(sin) * halfW + Math.abs(cos) * halfH) * lie.squash() + 6;
        int left = (int) Math.max(0, lie.x() - reachX);
        int right = (int) Math.min(canvas.width - 1, lie.x() + reachX);
        int top = (int) Math.max(0, lie.y() - reachY);
        int bottom = (int) Math.min(canvas.height - 1, lie.y() + reachY);
        Sprite.Level level = sprite.level(lie.width(), look.softness());
        int taps = lie.smear() < 1 ? 1 : Math.min(7, 2 + (int) (lie.smear() / 1.5));
        double perPixelX = level.width() / lie.width() * (lie.flip() ? -1 : 1);
        double perPixelY = level.height() / lie.height();
        int opacity = (int) (256 * look.opacity());
        int pixels = 0;
        long contrast = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int p = y * canvas.width + x;
                double dx = x + 0.5 - lie.x();
                double dy = y + 0.5 - lie.y();
                if (lie.bent()) {
                    dx += canvas.bendX[p] / 16.0;
                    dy += canvas.bendY[p] / 16.0;
                }
                dy /= lie.squash();
                double u = (dx * cos + dy * sin) * perPixelX + level.width() / 2.0;
                double v = (dy * cos - dx * sin) * perPixelY + level.height() / 2.0;
                int argb = taps == 1
                        ? sample(level, u, v, lie.spine())
                        : smeared(level, u, v, lie.spine(), taps, lie.smear() * perPixelX);
                int alpha = ((argb >>> 24) * opacity) >> 8;
                if (alpha < 6) {
                    continue;
                }
                double light = look.light();
                if (look.net() > 0) {
                    double upper = Math.max(0, 0.75 - v / level.height());
                    int cu = (int) (x * look.texels()) & (CausticLoop.SIZE - 1);
                    int cv = (int) (y * look.texels()) & (CausticLoop.SIZE - 1);
                    int grey = look.caustics()[cv * CausticLoop.SIZE + cu] & 255;
                    light += look.net() * upper * 2.2 * (grey - CausticLoop.NEUTRAL) / 256.0;
                }
                int shown = (int) (look.clear() * Math.max(0.2, light));
                int lit = (shown * opacity) >> 8;
                int veil = ((256 - look.clear()) * alpha) >> 8;
                int under = canvas.rgb[p];
                int rest = 255 - alpha;
                int red = blend(argb >> 16 & 255, lit, Rgb.red(look.haze()), veil, Rgb.red(under), rest);
                int green = blend(argb >> 8 & 255, lit, Rgb.green(look.haze()), veil, Rgb.green(under), rest);
                int blue = blend(argb & 255, lit, Rgb.blue(look.haze()), veil, Rgb.blue(under), rest);
                int over = red << 16 | green << 8 | blue;
                canvas.rgb[p] = over;
                if (alpha >= SOLID && owner != KEEP) {
                    canvas.owner[p] = (byte) owner;
                    pixels++;
                    contrast += Math.abs(Rgb.luma(over) - Rgb.luma(under));
                }
            }
        }
        return new Mark(pixels, pixels == 0 ? 0 : (double) contrast / pixels);
    }

    /** Draws a shadow: darkens the image by the sprite's blurred silhouette without changing owners. */
    static void shade(Canvas canvas, Sprite sprite, Lie lie, double strength) {
        draw(canvas, sprite, lie, new Look(0, 0, NO_CAUSTICS, 0, 0, 0, strength, 2.5), KEEP);
    }

    private static int blend(int colour, int lit, int haze, int veil, int under, int rest) {
        int sum = ((colour * lit) >> 8) + ((haze * veil) >> 8) + under * rest / 255;
        return Math.min(255, sum);
    }

    private static int smeared(
            Sprite.Level level, double u, double v, float @Nullable [] spine, int taps, double smear) {
        int alpha = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int tap = 0; tap < taps; tap++) {
            int argb = sample(level, u + smear * ((double) tap / (taps - 1) - 0.5), v, spine);
            alpha += argb >>> 24;
            red += argb >> 16 & 255;
            green += argb >> 8 & 255;
            blue += argb & 255;
        }
        return (alpha / taps) << 24 | (red / taps) << 16 | (green / taps) << 8 | blue / taps;
    }

    /** Interpolates the sprite between four texels at coordinates bent by the spine; transparent outside the sprite. */
    private static int sample(Sprite.Level level, double u, double v, float @Nullable [] spine) {
        int width = level.width();
        int height = level.height();
        if (u < 0.5 || u >= width - 0.5) {
            return 0;
        }
        double across = v;
        if (spine != null) {
            double at = u / width * (spine.length - 1);
            int knot = (int) at;
            across -= (spine[knot] + (spine[knot + 1] - spine[knot]) * (at - knot)) * height;
        }
        if (across < 0.5 || across >= height - 0.5) {
            return 0;
        }
        int x = (int) (u - 0.5);
        int y = (int) (across - 0.5);
        int fx = (int) ((u - 0.5 - x) * 256);
        int fy = (int) ((across - 0.5 - y) * 256);
        int right = Math.min(x + 1, width - 1);
        int below = Math.min(y + 1, height - 1) * width;
        int[] pixels = level.pixels();
        int a = pixels[y * width + x];
        int b = pixels[y * width + right];
        int c = pixels[below + x];
        int d = pixels[below + right];
        if ((a | b | c | d) == 0) {
            return 0;
        }
        int wa = ((256 - fx) * (256 - fy)) >> 8;
        int wb = (fx * (256 - fy)) >> 8;
        int wc = ((256 - fx) * fy) >> 8;
        int wd = 256 - wa - wb - wc;
        int even = (a & 0xff00ff) * wa + (b & 0xff00ff) * wb + (c & 0xff00ff) * wc + (d & 0xff00ff) * wd;
        int odd = (a >>> 8 & 0xff00ff) * wa
                + (b >>> 8 & 0xff00ff) * wb
                + (c >>> 8 & 0xff00ff) * wc
                + (d >>> 8 & 0xff00ff) * wd;
        return (even >>> 8 & 0xff00ff) | (odd & 0xff00ff00);
    }
}
