package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.Lighting;
import io.nerest.simulator.texture.CausticLoop;
import io.nerest.simulator.texture.NoiseTile;

/** Post-processing: light beams, surface glare, vignette or lamp, grain and colours. */
final class FinishPainter {
    private static final int GRAIN_SIZE = 512;

    private final CameraSpec camera;
    private final int width;
    private final int height;
    private final byte[] vignette;
    private final byte[] lamp;
    private final byte[] grain = new byte[GRAIN_SIZE * GRAIN_SIZE];
    private final NoiseTile clouds;
    private final int[][] day;
    private final int[][] night;
    private final double slant;

    FinishPainter(CameraSpec camera, int width, int height, Draws draws) {
        this.camera = camera;
        this.width = width;
        this.height = height;
        clouds = NoiseTile.fractal(draws, 8, 4);
        slant = draws.in(-0.6, 0.6);
        for (int i = 0; i < grain.length; i++) {
            grain[i] = (byte) Math.max(-127, Math.min(127, draws.normal() * 32));
        }
        vignette = new byte[width * height];
        lamp = new byte[width * height];
        CameraSpec.Light light = camera.light();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = (x + 0.5) / width - 0.5;
                double dy = ((y + 0.5) / height - 0.5) * height / width;
                double corner = (dx * dx + dy * dy) / 0.33;
                vignette[y * width + x] = (byte) (255 * (1 - camera.lens().vignette() * corner));
                double lx = (x + 0.5) / width - light.lampX();
                double ly = ((y + 0.5) / height - light.lampY()) * height / width;
                double beam = (lx * lx + ly * ly) / (light.lampReach() * light.lampReach());
                lamp[y * width + x] = (byte) (255 * (0.2 + 0.8 * StrictMath.exp(-0.8 * beam * beam - 0.3 * beam)));
            }
        }
        day = grades(camera.lens().white(), camera.lens().contrast());
        night = grades(light.nightTint(), 1.25);
    }

    private static int[][] grades(int white, double contrast) {
        int[][] tables = new int[3][512];
        double[] gain = {Rgb.red(white) / 255.0, Rgb.green(white) / 255.0, Rgb.blue(white) / 255.0};
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < 512; i++) {
                double value = (i - 128) / 255.0;
                double graded = 255 * ((value - 0.42) * contrast + 0.42) * gain[channel];
                double soft = graded <= 215 ? graded : 215 + 40 * (1 - StrictMath.exp(-(graded - 215) / 40));
                tables[channel][i] = (int) Math.max(0, Math.min(255, soft + 0.5));
            }
        }
        return tables;
    }

    /** Returns the fraction of light at a pixel after vignetting or from the lamp, 0 to 1. */
    double gainAt(double x, double y, Lighting lighting) {
        int column = (int) Math.max(0, Math.min(width - 1, x));
        int row = (int) Math.max(0, Math.min(height - 1, y));
        byte[] gains = lighting.night() ? lamp : vignette;
        return (gains[row * width + column] & 255) / 255.0;
    }

    void paint(Canvas canvas, int frame, double seconds, Lighting lighting) {
        Draws draws = Draws.of(camera.index(), frame, 17);
        int grainX = draws.below(GRAIN_SIZE);
        int grainY = draws.below(GRAIN_SIZE);
        int grainGain = (int) (lighting.grain() * 8);
        int saturation = (int) (256 * camera.lens().saturation());
        byte[] gains = lighting.night() ? lamp : vignette;
        int[][] grade = lighting.night() ? night : day;
        int[] added = new int[width];
        for (int y = 0; y < height; y++) {
            addedLight(added, y, seconds, lighting);
            int grainRow = (y + grainY & GRAIN_SIZE - 1) * GRAIN_SIZE;
            int p = y * width;
            for (int x = 0; x < width; x++, p++) {
                int gain = gains[p] & 255;
                int rgb = canvas.rgb[p];
                int extra = added[x];
                int red = ((Rgb.red(rgb) * gain) >> 8) + extra;
                int green = ((Rgb.green(rgb) * gain) >> 8) + extra;
                int blue = ((Rgb.blue(rgb) * gain) >> 8) + extra;
                int luma = (77 * red + 150 * green + 29 * blue) >> 8;
                int noise = 128 + ((grain[grainRow + (x + grainX & GRAIN_SIZE - 1)] * grainGain) >> 8);
                if (lighting.night()) {
                    int grey = Math.max(0, Math.min(511, luma + noise));
                    red = grey;
                    green = grey;
                    blue = grey;
                } else {
                    red = Math.max(0, Math.min(511, luma + (((red - luma) * saturation) >> 8) + noise));
                    green = Math.max(0, Math.min(511, luma + (((green - luma) * saturation) >> 8) + noise));
                    blue = Math.max(0, Math.min(511, luma + (((blue - luma) * saturation) >> 8) + noise));
                }
                canvas.rgb[p] = grade[0][red] << 16 | grade[1][green] << 8 | grade[2][blue];
            }
        }
    }

    /** Computes the grey levels that beams (under water) or glare (from above) add along a row. */
    private void addedLight(int[] added, int y, double seconds, Lighting lighting) {
        CameraSpec.Water water = camera.water();
        double unit = 640.0 / width;
        if (camera.viewpoint().stand() == Stand.SIDE) {
            double fade = 1 - 0.9 * y / height;
            int strength = (int) (256 * water.rays() * lighting.sun() * fade * fade);
            int sweep = (int) StrictMath.floor(seconds * 9);
            for (int x = 0; x < width; x++) {
                int at = (int) ((x + y * slant) * unit * 0.55);
                int beam = Math.max(0, clouds.at(at + 512, sweep) - 118);
                added[x] = (beam * strength) >> 8;
            }
            return;
        }
        int sheen = lighting.night() ? 0 : (int) (256 * water.glare() * 0.3 * lighting.ambient());
        int sparkle = lighting.night() ? 0 : (int) (256 * water.glare() * (0.25 + 0.9 * lighting.sun()));
        byte[] tile = CausticLoop.tileAt(seconds * 1.7 + 1);
        int driftX = (int) StrictMath.floor(-seconds * water.flow() * 130);
        int v = (int) (y * unit * 1.5);
        int row = (v & CausticLoop.SIZE - 1) * CausticLoop.SIZE;
        int broadV = (int) (y * unit * 0.45);
        for (int x = 0; x < width; x++) {
            int u = (int) (x * unit * 0.8) + driftX;
            int wave = tile[row + (u & CausticLoop.SIZE - 1)] & 255;
            int broad = clouds.at((int) (x * unit * 0.22) + driftX / 3, broadV);
            int patch = Math.max(0, broad - 90);
            added[x] = ((broad * sheen) >> 9) + ((Math.max(0, wave - 70) * patch / 260 * sparkle) >> 8);
        }
    }
}
