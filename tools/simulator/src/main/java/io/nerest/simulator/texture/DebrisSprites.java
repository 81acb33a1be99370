package io.nerest.simulator.texture;

import static io.nerest.simulator.texture.SalmonSkin.step;

import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import java.util.List;

/** Objects in a stream other than fish: leaves, twigs, clumps of weed, boulders. */
public final class DebrisSprites {
    private static final List<Integer> LEAVES =
            List.of(0xb98a2e, 0x8c5a22, 0xa8a03a, 0x6b7a34, 0x9c4a24, 0x5a4a30, 0x7a6a3a);
    private static final List<Integer> BARK = List.of(0x4a3c2e, 0x6a5a46, 0x3a332a, 0x7a6e5c);
    private static final List<Integer> WEED = List.of(0x3c5228, 0x566b2c, 0x4a4a24, 0x2e4428);

    private DebrisSprites() {}

    /** A willow or alder leaf, stalk to the right. */
    public static Sprite leaf(Draws draws) {
        int colour = draws.pick(LEAVES);
        double slender = draws.in(0.35, 0.85);
        double bend = draws.in(-0.25, 0.25);
        NoiseTile noise = NoiseTile.fractal(draws, 16, 3);
        return Sprite.of(64, 64, (x, y) -> {
            double u = 2 * x - 1;
            double v = 2 * y - 1 - bend * (u * u - 0.4);
            double half = 0.95 * slender * (1 - u * u) * (1 - 0.25 * u);
            double inside = step(-0.03, 0.03, half - Math.abs(v));
            double stalk = u > 0.7 ? step(-0.02, 0.02, 0.045 - Math.abs(v)) : 0;
            double vein = 1 - 0.3 * (1 - step(0.01, 0.05, Math.abs(v)));
            double ribs = 0.9 + 0.2 * Math.abs(2 * frac(u * 4 + Math.abs(v) * 1.6) - 1);
            double shade = vein * ribs * (0.7 + noise.at((int) (x * 90), (int) (y * 90)) / 420.0);
            return (int) (240 * Math.max(inside, stalk)) << 24 | Rgb.scale(colour, shade);
        });
    }

    /** A twig with a fork. */
    public static Sprite twig(Draws draws) {
        int colour = draws.pick(BARK);
        double bend = draws.in(-0.5, 0.5);
        double forkAt = draws.in(-0.4, 0.4);
        double forkUp = draws.chance(0.5) ? 0.5 : -0.5;
        return Sprite.of(256, 64, (x, y) -> {
            double u = 2 * x - 1;
            double v = 2 * y - 1 - bend * (u * u - 0.5);
            double thick = 0.13 - 0.07 * u;
            double stem = Math.abs(u) < 0.97 ? step(-0.05, 0.05, thick - Math.abs(v)) : 0;
            double side = u > forkAt && u < 0.8 ? step(-0.05, 0.05, 0.06 - Math.abs(v - forkUp * (u - forkAt))) : 0;
            double lit = 1.1 - 0.6 * Math.max(-1, Math.min(1, v / thick));
            return (int) (245 * Math.max(stem, side)) << 24 | Rgb.scale(colour, stem > side ? lit : 0.9);
        });
    }

    /** A clump of weed, ragged and semi-transparent, similar to a fish. */
    public static Sprite weed(Draws draws) {
        int colour = draws.pick(WEED);
        NoiseTile noise = NoiseTile.fractal(draws, 8, 5);
        double slim = draws.in(0.35, 0.8);
        return Sprite.of(128, 64, (x, y) -> {
            double u = 2 * x - 1;
            double v = (2 * y - 1) / slim;
            int grain = noise.at((int) (x * 60), (int) (y * 120));
            double inside = step(-0.25, 0.25, 0.55 - u * u - v * v + (grain - 128) / 170.0);
            return (int) (215 * inside) << 24 | Rgb.scale(colour, 0.55 + grain / 220.0);
        });
    }

    /** A boulder, lit from above, dark and with algae below. */
    public static Sprite boulder(Draws draws, int stone, double algae) {
        NoiseTile noise = NoiseTile.fractal(draws, 4, 7);
        double lean = draws.in(-0.3, 0.3);
        double a = draws.in(-0.18, 0.18);
        double b = draws.in(-0.15, 0.15);
        return Sprite.of(256, 128, (x, y) -> {
            double u = 2 * x - 1;
            double v = 2 * y - 1;
            double lump = (noise.at((int) (x * 70), (int) (y * 70)) - 128) / 900.0;
            double r = u * u + v * v + lean * u * v + a * u * u * u + b * v * v * v * 0.5 + lump * 1.6;
            double inside = step(-0.02, 0.02, 0.86 - r);
            double top = -v * 0.5 - u * 0.25 + StrictMath.sqrt(Math.max(0, 1 - r)) * 0.45;
            double speckle = noise.at((int) (x * 400), (int) (y * 200)) / 255.0;
            double shade = 0.34 + 0.85 * Math.max(0, top) + (speckle - 0.5) * 0.6 + lump * 1.5;
            double film = algae * step(0.35, 0.8, noise.at((int) (x * 60) + 90, (int) (y * 60)) / 255.0 + 0.25 * top);
            return (int) (255 * inside) << 24 | Rgb.scale(Rgb.mix(stone, 0x49562a, film), shade);
        });
    }

    private static double frac(double value) {
        return value - StrictMath.floor(value);
    }
}
