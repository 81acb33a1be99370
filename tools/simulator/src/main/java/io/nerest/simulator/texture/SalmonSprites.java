package io.nerest.simulator.texture;

import static io.nerest.simulator.texture.SalmonSkin.step;

import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.camera.SalmonKind;
import io.nerest.simulator.random.Draws;

/**
 * Sprites of straight salmon with the snout to the left, from the side or from above; {@code SpritePainter} bends them. A
 * sprite is {@link #LENGTHS_WIDE} body lengths wide and {@link #LENGTHS_HIGH} high, with the spine in the middle.
 */
public final class SalmonSprites {
    public static final double LENGTHS_WIDE = 1.04;
    public static final double LENGTHS_HIGH = 0.5;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 128;
    private static final double EDGE = 0.004;

    private static final Curve LOWER = new Curve(
            0, 0.012, 0.03, 0.032, 0.08, 0.054, 0.16, 0.078, 0.28, 0.1, 0.42, 0.112, 0.56, 0.1, 0.7, 0.066, 0.82, 0.04,
            0.9, 0.034, 0.96, 0.04);
    private static final Curve UPPER = new Curve(
            0, 0.01, 0.03, 0.026, 0.08, 0.046, 0.16, 0.07, 0.28, 0.091, 0.4, 0.099, 0.56, 0.086, 0.7, 0.062, 0.82, 0.04,
            0.9, 0.034, 0.96, 0.04);
    private static final Curve HALF_WIDTH = new Curve(
            0, 0.008, 0.04, 0.03, 0.12, 0.052, 0.25, 0.068, 0.4, 0.07, 0.6, 0.055, 0.78, 0.03, 0.9, 0.013, 1, 0.006);

    private SalmonSprites() {}

    /** Returns a fish from the side. */
    public static Sprite side(SalmonKind kind, Draws draws) {
        SalmonSkin skin = new SalmonSkin(kind, draws);
        double hump = skin.hump(draws);
        double depth = draws.in(0.88, 1.12);
        double jaw = kind == SalmonKind.SILVER || kind == SalmonKind.CHAR ? 0 : draws.in(0, 0.014);
        return Sprite.of(WIDTH, HEIGHT, (x, y) -> sidePoint(skin, hump, depth, jaw, along(x), across(y)));
    }

    /** Returns a fish from above. */
    public static Sprite dorsal(SalmonKind kind, Draws draws) {
        SalmonSkin skin = new SalmonSkin(kind, draws);
        double width = draws.in(0.9, 1.15);
        double spread = draws.in(0.6, 1.2);
        return Sprite.of(WIDTH, HEIGHT, (x, y) -> dorsalPoint(skin, width, spread, along(x), across(y)));
    }

    private static double along(double x) {
        return x * LENGTHS_WIDE - (LENGTHS_WIDE - 1) / 2;
    }

    private static double across(double y) {
        return (y - 0.5) * LENGTHS_HIGH;
    }

    private static int sidePoint(SalmonSkin skin, double hump, double depth, double jaw, double s, double v) {
        double bulge = (s - 0.31) / 0.12;
        double upper = depth * UPPER.at(s) + hump / (1 + bulge * bulge * bulge * bulge);
        double lower = depth * LOWER.at(s);
        double snout = (s - 0.03) / 0.03;
        lower += jaw * Math.max(0, 1 - snout * snout);
        double edge = Math.min(v + upper, lower - v);
        double root = 0.925 + 0.02 * (1 - StrictMath.pow(v / 0.035, 2));
        if (s >= 0 && s <= root && edge > -EDGE) {
            int colour = Rgb.mix(bodyColour(skin, s, v, upper, lower), skin.fin(s, v * 8), step(root - 0.05, root, s));
            return opaque(step(-EDGE, EDGE, edge), colour);
        }
        return finPoint(skin, s, v, upper, lower);
    }

    private static int bodyColour(SalmonSkin skin, double s, double v, double upper, double lower) {
        double round = v < 0 ? v / upper : v / lower;
        int colour = skin.body(s, round, 0);
        double lit = 1.12 - 0.42 * step(0.1, 1, round) - 0.5 * StrictMath.pow(Math.abs(round), 6);
        double shine = StrictMath.exp(-16 * (round + 0.34) * (round + 0.34)) * 0.16;
        colour = Rgb.scale(colour, lit + shine);
        double gill = StrictMath.abs(s - 0.175 + 0.35 * v * v / 0.01 * 0.06);
        if (v > -upper * 0.55 && v < lower * 0.8) {
            colour = Rgb.scale(colour, 1 - 0.4 * (1 - step(0.002, 0.008, gill)));
        }
        double lateral = Math.abs(v + 0.006);
        if (s > 0.2) {
            colour = Rgb.scale(colour, 1 - 0.16 * (1 - step(0.001, 0.004, lateral)));
        }
        double mouth = Math.abs(v - 0.012 - s * 0.12);
        if (s < 0.085) {
            colour = Rgb.scale(colour, 1 - 0.55 * (1 - step(0.001, 0.006, mouth)));
        }
        double eye = StrictMath.hypot(s - 0.068, v + 0.016);
        colour = Rgb.mix(0xb9ae7c, colour, step(0.009, 0.012, eye));
        return Rgb.mix(0x0a0a0a, colour, step(0.0055, 0.008, eye));
    }

    private static int finPoint(SalmonSkin skin, double s, double v, double upper, double lower) {
        double fin = 0;
        double along = 0;
        if (s > 0.86) {
            double spread = (s - 0.86) / 0.14;
            double half = 0.035 + 0.075 * StrictMath.pow(spread, 1.25) * (1 - 0.12 * spread);
            double end = 0.955 + 0.045 * Math.min(1, Math.abs(v) / 0.1);
            fin = step(-EDGE, EDGE, Math.min(half - Math.abs(v), end - s));
            along = v * 8;
        }
        if (v < 0) {
            fin = Math.max(fin, ray(s, -v - upper, 0.43, 0.55, 0.062, 0.05));
            fin = Math.max(fin, ray(s, -v - upper, 0.77, 0.8, 0.028, 0.03));
        } else {
            fin = Math.max(fin, ray(s, v - lower, 0.66, 0.755, 0.055, 0.05));
            fin = Math.max(fin, ray(s, v - lower, 0.5, 0.55, 0.045, 0.06));
            fin = Math.max(fin, ray(s, v - lower * 0.9, 0.21, 0.245, 0.05, 0.09));
        }
        return fin <= 0 ? 0 : (int) (228 * fin) << 24 | skin.fin(s, along);
    }

    /** Returns the distance inside a swept-back fin with the given root, height and sweep. */
    private static double ray(double s, double out, double from, double to, double height, double sweep) {
        double along = Math.max(0, Math.min(1, (s - from) / (to + sweep - from)));
        double tall = height * (1 - 0.55 * along * along);
        if (out < -0.012 || out > tall) {
            return 0;
        }
        double share = Math.max(0, out / height);
        double front = from + sweep * share;
        double rear = to + sweep * 0.75 * share;
        return step(-EDGE, EDGE, Math.min(s - front, rear - s)) * (1 - 0.3 * share);
    }

    private static int dorsalPoint(SalmonSkin skin, double width, double spread, double s, double v) {
        double half = width * HALF_WIDTH.at(s);
        double edge = half - Math.abs(v);
        if (s >= 0 && s <= 1 && edge > -EDGE) {
            double round = -1 + 0.95 * StrictMath.pow(Math.min(1, Math.abs(v) / half), 1.6);
            int colour = skin.body(s, round, v < 0 ? 1 : 0);
            double across = v / half;
            double lit = 0.78 - 0.3 * across * across - 0.1 * across;
            double ridge = s > 0.4 && s < 0.58 ? 1 - 0.35 * (1 - step(0.002, 0.012, Math.abs(v))) : 1;
            double eye = StrictMath.hypot(s - 0.065, Math.abs(v) - 0.034);
            colour = Rgb.scale(colour, lit * ridge);
            return opaque(step(-EDGE, EDGE, edge), Rgb.mix(0x101010, colour, step(0.005, 0.01, eye)));
        }
        double out = Math.abs(v) - half;
        double fin = ray(s, out, 0.2, 0.25, 0.055 * spread, 0.075);
        fin = Math.max(fin, 0.8 * ray(s, out, 0.52, 0.55, 0.03 * spread, 0.06));
        return fin <= 0 ? 0 : (int) (200 * fin) << 24 | skin.fin(s, v * 8);
    }

    private static int opaque(double alpha, int rgb) {
        return (int) (255 * alpha) << 24 | rgb;
    }
}
