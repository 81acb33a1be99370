package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec.Bed;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.CameraProjection;
import io.nerest.simulator.texture.NoiseTile;
import java.util.ArrayList;
import java.util.List;

/** The stream bed under uniform light: sand and some thousand stones. Painted once per camera. */
final class GravelBed {
    /** Pixels painted outside every edge of the frame, because the surface displaces pixels into view. */
    static final int MARGIN = 16;

    private final Bed bed;
    private final CameraProjection projection;
    private final NoiseTile noise;
    final int width;
    final int height;
    final int[] rgb;

    private record Stone(double x, double y, double size, double squash, int colour, long shape) {}

    GravelBed(Bed bed, CameraProjection projection, int frameWidth, int frameHeight, Draws draws) {
        this.bed = bed;
        this.projection = projection;
        width = frameWidth + 2 * MARGIN;
        height = frameHeight + 2 * MARGIN;
        rgb = new int[width * height];
        noise = NoiseTile.fractal(draws, 4, 7);
        paintSand();
        for (Stone stone : stones(draws)) {
            paint(stone);
        }
        if (bed.algae() > 0) {
            paintAlgae();
        }
    }

    private void paintSand() {
        for (int y = 0; y < height; y++) {
            double scale = projection.groundScale(y - MARGIN);
            if (scale <= 0) {
                continue;
            }
            double texelsPerPixel = 420 / scale;
            double z = projection.groundZ(y - MARGIN) * 420;
            for (int x = 0; x < width; x++) {
                double u = (x - width / 2.0) * texelsPerPixel;
                int fine = noise.at((int) StrictMath.floor(u), (int) StrictMath.floor(z));
                int broad = noise.at((int) StrictMath.floor(u / 7) + 60, (int) StrictMath.floor(z / 7));
                rgb[y * width + x] = Rgb.scale(bed.sand(), 0.62 + fine / 640.0 + broad / 700.0);
            }
        }
    }

    private List<Stone> stones(Draws draws) {
        List<Stone> stones = new ArrayList<>();
        for (int y = 0; y < height + 40; y++) {
            double row = y - MARGIN;
            double median = bed.stoneSize() * projection.groundScale(row);
            if (median < 1.6) {
                continue;
            }
            double squash = Math.min(1, projection.squash(row) * 1.25 + 0.12);
            double area = median * median * squash * 0.8;
            int count = draws.whole(width * bed.cover() / area);
            for (int i = 0; i < count; i++) {
                double size = median * StrictMath.exp(draws.normal() * 0.42);
                int colour =
                        Rgb.mix(bed.stone(), bed.accent(), draws.chance(0.3) ? draws.in(0.4, 1) : draws.in(0, 0.25));
                colour = Rgb.scale(colour, StrictMath.exp(draws.normal() * 0.2));
                if (draws.chance(0.03)) {
                    colour = Rgb.mix(colour, 0xd8d4c8, 0.7);
                }
                stones.add(new Stone(draws.in(-10, width + 10), y, size, squash, colour, draws.bits()));
            }
        }
        if (projection instanceof CameraProjection.Down) {
            for (int i = stones.size() - 1; i > 0; i--) {
                int j = draws.below(i + 1);
                Stone held = stones.get(i);
                stones.set(i, stones.get(j));
                stones.set(j, held);
            }
        }
        return stones;
    }

    private void paint(Stone stone) {
        Draws shape = Draws.of(stone.shape());
        double turn = shape.in(0, StrictMath.PI);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double a = stone.size() / 2 * shape.in(0.95, 1.3);
        double b = stone.size() / 2 * shape.in(0.62, 0.95);
        double skew = shape.in(-0.25, 0.25);
        double third = shape.in(-0.2, 0.2);
        int grainX = shape.below(NoiseTile.SIZE);
        int grainY = shape.below(NoiseTile.SIZE);
        double soft = Math.max(0.04, 1.4 / Math.max(1, Math.min(a, b * stone.squash())));
        int reach = (int) StrictMath.ceil(a * 1.3) + 1;
        int reachY = (int) StrictMath.ceil(a * 1.3 * stone.squash()) + 1;
        int top = Math.max(0, (int) stone.y() - reachY);
        int bottom = Math.min(height - 1, (int) stone.y() + reachY);
        int left = Math.max(0, (int) stone.x() - reach);
        int right = Math.min(width - 1, (int) stone.x() + reach);
        for (int y = top; y <= bottom; y++) {
            double py = (y - stone.y()) / stone.squash();
            for (int x = left; x <= right; x++) {
                double px = x - stone.x();
                double u = (px * cos + py * sin) / a;
                double v = (-px * sin + py * cos) / b;
                double r = u * u + v * v + skew * u * v + third * u * u * u;
                int p = y * width + x;
                if (r < 1) {
                    double up = StrictMath.sqrt(1 - r);
                    int grain = noise.at(grainX + (int) (px * 2.5), grainY + (int) (py * 2.5));
                    double lit = 0.42 + 0.5 * up - 0.3 * (py / a) - 0.16 * (px / a) + (grain - 128) / 480.0;
                    double solid = Math.min(1, (1 - r) / soft);
                    rgb[p] = Rgb.mix(rgb[p], Rgb.scale(stone.colour(), Math.max(0.12, lit)), solid);
                } else if (r < 1.35) {
                    rgb[p] = Rgb.scale(rgb[p], 1 - 0.42 * (1.35 - r) / 0.35);
                }
            }
        }
    }

    private void paintAlgae() {
        for (int y = 0; y < height; y++) {
            double scale = projection.groundScale(y - MARGIN);
            if (scale <= 0) {
                continue;
            }
            double z = projection.groundZ(y - MARGIN) * 60;
            for (int x = 0; x < width; x++) {
                double u = (x - width / 2.0) * 60 / scale;
                int patch = noise.at((int) StrictMath.floor(u) + 30, (int) StrictMath.floor(z) + 110);
                double film = Math.max(0, Math.min(1, (patch - 150) / 60.0 + bed.algae() - 0.5)) * 0.7;
                int p = y * width + x;
                int luma = Rgb.luma(rgb[p]);
                rgb[p] = Rgb.mix(rgb[p], Rgb.of(luma * 0.72, luma * 0.92, luma * 0.4), film);
            }
        }
    }
}
