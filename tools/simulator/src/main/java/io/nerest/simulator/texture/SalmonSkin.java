package io.nerest.simulator.texture;

import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.camera.SalmonKind;
import io.nerest.simulator.random.Draws;

/** The colours of one fish: back, flank, belly, head, and the spots and bars of its species. */
final class SalmonSkin {
    private final SalmonKind kind;
    private final NoiseTile noise;
    private final int back;
    private final int side;
    private final int belly;
    private final int head;
    private final int fin;
    private final int mark;
    private final double shift;

    SalmonSkin(SalmonKind kind, Draws draws) {
        this.kind = kind;
        noise = NoiseTile.fractal(draws, 16, 5);
        shift = draws.in(0, 200);
        double tone = draws.in(0.82, 1.15);
        int[] colours = switch (kind) {
            case SILVER -> new int[] {0x34474c, 0xa4b0b0, 0xd6d8d0, 0x4b5a5c, 0x5c6868, 0x1c2426};
            case PINK -> new int[] {0x3c4236, 0x8a8068, 0xd2c8ae, 0x4a4c3c, 0x6a6450, 0x1e2018};
            case CHUM -> new int[] {0x3f4630, 0x7c7a52, 0xb4ab88, 0x47492f, 0x4f4a38, 0x5a2c38};
            case SOCKEYE -> new int[] {0x74281f, 0xa03c2c, 0xac6a52, 0x4c5a34, 0x7e2c22, 0x5a1a14};
            case MASU -> new int[] {0x33372e, 0x6e675a, 0xa8937e, 0x3c4034, 0x55483e, 0x8c4444};
            case CHAR -> new int[] {0x2e3630, 0x5d6459, 0xa79a80, 0x363d36, 0x565a4c, 0xc6c8b2};
        };
        back = Rgb.scale(colours[0], tone);
        side = Rgb.scale(colours[1], tone);
        belly = Rgb.scale(colours[2], tone);
        head = Rgb.scale(colours[3], tone);
        fin = Rgb.scale(colours[4], tone);
        mark = colours[5];
    }

    /** Returns the height of the spawning male's hump as a fraction of the body length. */
    double hump(Draws draws) {
        return switch (kind) {
            case PINK -> draws.in(0.012, 0.045);
            case SOCKEYE -> draws.in(0, 0.022);
            default -> 0;
        };
    }

    /**
     * Returns the colour of the body.
     *
     * @param s position along the body, 0 at the snout to 1
     * @param round position around the body: -1 at the back, 1 at the belly
     * @param flank seed of the pattern of this flank
     */
    int body(double s, double round, int flank) {
        double wobble = (noiseAt(s * 120 + 70 * flank, round * 30) - 0.5) * 0.35;
        double toFlank = step(-0.62, -0.1, round + wobble);
        double toBelly = step(0.3, 0.85, round + wobble * 0.7);
        int colour = Rgb.mix(Rgb.mix(back, side, toFlank), belly, toBelly);
        double onHead = 1 - step(0.13, 0.22, s + wobble * 0.1);
        colour = Rgb.mix(colour, Rgb.mix(head, belly, step(0.35, 0.9, round)), onHead * 0.8);
        colour = Rgb.mix(colour, mark, marks(s + flank, round) * (1 - onHead * 0.7));
        double scales = (noiseAt(s * 900, round * 260) - 0.5) * 0.22 + (noiseAt(s * 260, round * 60) - 0.5) * 0.2;
        return Rgb.scale(colour, 1 + scales);
    }

    int fin(double s, double along) {
        double rays = 0.85 + 0.3 * noiseAt(s * 700, along * 40);
        return Rgb.scale(fin, rays);
    }

    private double marks(double s, double round) {
        return switch (kind) {
            case SILVER -> 0.7 * dots(s, round, 46, 0.35) * (1 - step(-0.6, -0.25, round));
            case PINK -> 0.8 * dots(s, round, 26, 0.5) * (1 - step(-0.3, 0.1, round));
            case CHUM -> {
                double bars = noiseAt(s * 210, round * 12);
                yield 0.8 * step(0.44, 0.6, bars) * step(-0.75, -0.3, round) * (1 - step(0.5, 0.85, round));
            }
            case SOCKEYE -> 0.45 * step(0.55, 0.75, noiseAt(s * 90, round * 25));
            case MASU -> {
                double bars = noiseAt(s * 240, round * 9 + 90);
                yield 0.6 * step(0.43, 0.58, bars) * step(-0.6, -0.1, round) * (1 - step(0.4, 0.8, round));
            }
            case CHAR -> 0.6 * dots(s, round, 44, 0.45) * (1 - step(0.25, 0.6, round));
        };
    }

    /** Computes round spots on a jittered, staggered grid: cells per body length, and the fraction of cells with a spot. */
    private double dots(double s, double round, int cells, double share) {
        double v = (round + 1) * cells * 0.1;
        int row = (int) StrictMath.floor(v);
        double u = s * cells + 0.5 * (row & 1);
        int column = (int) StrictMath.floor(u);
        Draws spot = Draws.of((long) (shift * 1e6), row, column);
        if (!spot.chance(share)) {
            return 0;
        }
        double size = spot.in(0.14, 0.34);
        double du = u - column - spot.in(size, 1 - size);
        double dv = v - row - spot.in(size, 1 - size);
        return 1 - step(size * 0.6, size * 1.2, StrictMath.hypot(du, dv));
    }

    /** Returns smooth noise, 0 to 1. */
    private double noiseAt(double x, double y) {
        double u = x + shift;
        double v = y + shift;
        int x0 = (int) StrictMath.floor(u);
        int y0 = (int) StrictMath.floor(v);
        double fx = u - x0;
        double fy = v - y0;
        double top = noise.at(x0, y0) * (1 - fx) + noise.at(x0 + 1, y0) * fx;
        double bottom = noise.at(x0, y0 + 1) * (1 - fx) + noise.at(x0 + 1, y0 + 1) * fx;
        return (top * (1 - fy) + bottom * fy) / 255;
    }

    /** Smoothstep: 0 below low, 1 above high. */
    static double step(double low, double high, double value) {
        double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
        return share * share * (3 - 2 * share);
    }
}
