package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.CameraProjection;
import io.nerest.simulator.scene.Lighting;
import io.nerest.simulator.texture.CausticLoop;
import io.nerest.simulator.texture.NoiseTile;

/**
 * Paints the background: the stream bed through moving water with caustics and haze. Values that depend only on the row
 * are in tables; fractions are in 1/256.
 */
final class WaterPainter {
    private static final double TILE_METRES = 1.1;
    private static final int MASK = CausticLoop.SIZE - 1;

    private final CameraSpec camera;
    private final int width;
    private final int height;
    private final GravelBed bed;
    private final NoiseTile silt;
    private final Ripples ripples;
    private final double horizon;
    /** Fraction of light that reaches the lens, by row. */
    private final int[] clear;
    /** Strength of caustics, by row. */
    private final int[] net;
    /** Caustic texels per pixel in 1/65536, by row. */
    private final int[] stepU;
    /** Caustic texel row, by row. */
    private final double[] rowV;
    /** Brightness of the haze, by row. */
    private final int[] hazeShare;

    WaterPainter(CameraSpec camera, FrameFormat format, CameraProjection projection, Draws draws) {
        this.camera = camera;
        width = format.width();
        height = format.height();
        bed = new GravelBed(camera.bed(), projection, width, height, draws);
        silt = NoiseTile.fractal(draws, 4, 4);
        ripples = new Ripples(width, height, camera.water().ripple() * width / 640.0);
        clear = new int[height];
        net = new int[height];
        stepU = new int[height];
        rowV = new double[height];
        hazeShare = new int[height];
        boolean side = camera.viewpoint().stand() == Stand.SIDE;
        horizon = side ? camera.viewpoint().horizon() * height : -1;
        for (int y = 0; y < height; y++) {
            boolean ceiling = y < horizon;
            double scale = ceiling
                    ? (horizon - y + 0.5) / camera.viewpoint().depth()
                    : Math.max(1e-3, projection.groundScale(y + 0.5));
            double z = side ? 0.8 * width / scale : projection.groundZ(y);
            double water = side ? z : projection.waterTo(y);
            double through = StrictMath.exp(-water / camera.water().visibility());
            double texelsPerMetre = CausticLoop.SIZE / TILE_METRES;
            double texels = Math.min(60, texelsPerMetre / scale);
            clear[y] = (int) (256 * through);
            net[y] = (int) (256 * camera.water().caustics() / (1 + 0.25 * texels * texels));
            stepU[y] = (int) (65536 * texels);
            rowV[y] = Math.min(1e6, z * texelsPerMetre);
            double fromTop = (double) y / height;
            hazeShare[y] = (int) (256 * (side ? 1.22 - 0.42 * fromTop : 1));
        }
    }

    /** Returns the fraction of light after the given metres of water, in 1/256. */
    int through(double metres) {
        return (int) (256 * StrictMath.exp(-metres / camera.water().visibility()));
    }

    /** Returns the colour of the haze in a row under the light of the clip. */
    int haze(double row, Lighting lighting) {
        int y = (int) Math.max(0, Math.min(height - 1, row));
        return Rgb.scale(lighting.haze(), hazeShare[y] / 256.0);
    }

    void paint(Canvas canvas, double seconds, Lighting lighting) {
        boolean bent = camera.water().ripple() > 0;
        if (bent) {
            ripples.fill(canvas, seconds, camera.water().flow());
        }
        byte[] tile = CausticLoop.tileAt(seconds);
        double drift = -seconds * camera.water().flow() * CausticLoop.SIZE / TILE_METRES * 0.35;
        int siltStrength = (int) (256 * camera.water().silt());
        int siltX = (int) StrictMath.floor(-seconds * camera.water().flow() * 90);
        int siltY = (int) StrictMath.floor(seconds * 5);
        int ambient = (int) (256 * lighting.ambient());
        int[] light = new int[width];
        for (int y = 0; y < height; y++) {
            lightRow(light, tile, y, drift, seconds, ambient, (int) (net[y] * lighting.sun()));
            int haze = haze(y, lighting);
            int red = Rgb.red(haze);
            int green = Rgb.green(haze);
            int blue = Rgb.blue(haze);
            boolean ceiling = y < horizon;
            int surface = lighting.night() ? Rgb.scale(haze, 0.5) : Rgb.mix(haze, 0xe8f2ec, 0.32);
            int p = y * width;
            for (int x = 0; x < width; x++, p++) {
                int ground;
                if (ceiling) {
                    ground = surface;
                } else if (bent) {
                    ground = bilinear(x * 16 + canvas.bendX[p], y * 16 + canvas.bendY[p]);
                } else {
                    ground = bed.rgb[(y + GravelBed.MARGIN) * bed.width + x + GravelBed.MARGIN];
                }
                int cloud = (siltStrength * silt.at((x >> 1) + siltX, (y >> 1) + siltY)) >> 8;
                int share = (clear[y] * (256 - cloud)) >> 8;
                int lit = (light[x] * share) >> 8;
                int rest = 256 - share;
                int r = (Rgb.red(ground) * lit + red * rest) >> 8;
                int g = (Rgb.green(ground) * lit + green * rest) >> 8;
                int b = (Rgb.blue(ground) * lit + blue * rest) >> 8;
                canvas.rgb[p] = Math.min(r, 255) << 16 | Math.min(g, 255) << 8 | Math.min(b, 255);
            }
        }
    }

    /** Computes the light on the ground along a row in 1/256: ambient light and interpolated caustics. */
    private void lightRow(int[] light, byte[] tile, int y, double drift, double seconds, int ambient, int strength) {
        if (strength < 4) {
            java.util.Arrays.fill(light, ambient);
            return;
        }
        double wobble = 3 * StrictMath.sin(rowV[y] * 0.06 + seconds);
        double start = (-width / 2.0) * stepU[y] / 65536.0 + drift + wobble;
        long u = (long) (start * 65536);
        double v = rowV[y];
        int v0 = (int) StrictMath.floor(v);
        int fv = (int) ((v - v0) * 256);
        int upper = (v0 & MASK) * CausticLoop.SIZE;
        int lower = (v0 + 1 & MASK) * CausticLoop.SIZE;
        for (int x = 0; x < width; x++, u += stepU[y]) {
            int u0 = (int) (u >> 16);
            int fu = (int) (u >> 8) & 255;
            int left = u0 & MASK;
            int right = u0 + 1 & MASK;
            int a = (tile[upper + left] & 255) * (256 - fu) + (tile[upper + right] & 255) * fu;
            int b = (tile[lower + left] & 255) * (256 - fu) + (tile[lower + right] & 255) * fu;
            int grey = (a * (256 - fv) + b * fv) >> 16;
            light[x] = Math.max(ambient >> 2, ambient + ((strength * 3 * (grey - CausticLoop.NEUTRAL)) >> 8));
        }
    }

    /** Interpolates the bed at coordinates in 1/16 pixels. */
    private int bilinear(int x16, int y16) {
        int x = Math.max(0, Math.min(bed.width - 2, (x16 >> 4) + GravelBed.MARGIN));
        int y = Math.max(0, Math.min(bed.height - 2, (y16 >> 4) + GravelBed.MARGIN));
        int fx = x16 & 15;
        int fy = y16 & 15;
        int p = y * bed.width + x;
        int a = bed.rgb[p];
        int b = bed.rgb[p + 1];
        int c = bed.rgb[p + bed.width];
        int d = bed.rgb[p + bed.width + 1];
        int wa = (16 - fx) * (16 - fy);
        int wb = fx * (16 - fy);
        int wc = (16 - fx) * fy;
        int wd = fx * fy;
        long redBlue = (a & 0xff00ffL) * wa + (b & 0xff00ffL) * wb + (c & 0xff00ffL) * wc + (d & 0xff00ffL) * wd;
        int green = (a & 0xff00) * wa + (b & 0xff00) * wb + (c & 0xff00) * wc + (d & 0xff00) * wd;
        return ((int) (redBlue >> 8) & 0xff00ff) | (green >>> 8 & 0xff00);
    }
}
