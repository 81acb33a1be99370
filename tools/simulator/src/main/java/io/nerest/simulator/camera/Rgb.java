package io.nerest.simulator.camera;

/** Colours as packed 0xRRGGBB integers. */
public final class Rgb {
    private Rgb() {}

    public static int of(double red, double green, double blue) {
        return clamp(red) << 16 | clamp(green) << 8 | clamp(blue);
    }

    public static int red(int rgb) {
        return rgb >> 16 & 255;
    }

    public static int green(int rgb) {
        return rgb >> 8 & 255;
    }

    public static int blue(int rgb) {
        return rgb & 255;
    }

    /** Returns the luma of ITU-R BT.601, 0 to 255. */
    public static int luma(int rgb) {
        return (77 * red(rgb) + 150 * green(rgb) + 29 * blue(rgb)) >> 8;
    }

    /** Returns the colour with every channel multiplied. */
    public static int scale(int rgb, double factor) {
        return of(red(rgb) * factor, green(rgb) * factor, blue(rgb) * factor);
    }

    /** Interpolates from the first colour (0) to the second (1). */
    public static int mix(int from, int to, double share) {
        return of(
                red(from) + (red(to) - red(from)) * share,
                green(from) + (green(to) - green(from)) * share,
                blue(from) + (blue(to) - blue(from)) * share);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, value + 0.5));
    }
}
