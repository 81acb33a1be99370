package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.CameraProjection;
import java.util.ArrayList;
import java.util.List;

/**
 * A tuft of water weed that moves in the flow.
 *
 * @param x metres
 * @param z metres
 * @param blades leaves
 */
record Weed(double x, double z, List<Blade> blades) {

    /**
     * @param root horizontal distance from the centre of the tuft in metres
     * @param length metres
     * @param lean downstream offset of the tip as a fraction of the length
     * @param width metres
     * @param phase phase of the movement in radians
     */
    record Blade(double root, double length, double lean, double width, double phase, int colour) {}

    static Weed grown(Draws draws, CameraSpec camera, double x, double z) {
        List<Blade> blades = new ArrayList<>();
        int colour = Rgb.mix(0x33491f, 0x6c6a2c, draws.unit());
        int count = 8 + draws.below(14);
        double tall = draws.in(0.12, 0.42);
        double flow = camera.water().flow() < 0 ? -1 : 1;
        for (int i = 0; i < count; i++) {
            blades.add(new Blade(
                    draws.normal() * 0.06,
                    tall * draws.in(0.5, 1.1),
                    flow * draws.in(0.15, 0.8),
                    draws.in(0.006, 0.016),
                    draws.in(0, 6.3),
                    Rgb.scale(colour, draws.in(0.65, 1.25))));
        }
        return new Weed(x, z, List.copyOf(blades));
    }

    /** Paints the blades as chains of soft discs. Covered pixels no longer belong to a fish. */
    void paint(Canvas canvas, CameraProjection projection, double seconds, double light, int clear, int haze) {
        CameraProjection.Place foot = projection.place(x, z, 0);
        boolean down = projection instanceof CameraProjection.Down;
        for (Blade blade : blades) {
            double length = blade.length() * foot.scale();
            int colour = Rgb.mix(haze, Rgb.scale(blade.colour(), light), clear / 256.0);
            int steps = (int) Math.max(4, Math.min(160, length * 1.3));
            for (int i = 0; i <= steps; i++) {
                double s = (double) i / steps;
                double wave = 0.16 * s * s * StrictMath.sin(3.1 * s - 1.9 * seconds + blade.phase());
                double along = length * s;
                double aside = length * (blade.lean() * s * s + wave);
                double px =
                        foot.x() + blade.root() * foot.scale() + (down ? along * (blade.lean() < 0 ? -1 : 1) : aside);
                double py = foot.y()
                        - (down ? length * wave * foot.squash() - blade.root() * foot.scale() : along * (1 - 0.2 * s));
                double radius = Math.max(0.6, blade.width() * foot.scale() * 0.5 * (1 - 0.75 * s));
                disc(canvas, px, py, radius, Rgb.scale(colour, 0.72 + 0.4 * s));
            }
        }
    }

    private static void disc(Canvas canvas, double cx, double cy, double radius, int colour) {
        int left = (int) Math.max(0, cx - radius - 1);
        int right = (int) Math.min(canvas.width - 1, cx + radius + 1);
        int top = (int) Math.max(0, cy - radius - 1);
        int bottom = (int) Math.min(canvas.height - 1, cy + radius + 1);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double dx = x - cx;
                double dy = y - cy;
                double cover = Math.min(1, radius + 0.5 - StrictMath.sqrt(dx * dx + dy * dy));
                if (cover > 0.05) {
                    int p = y * canvas.width + x;
                    canvas.rgb[p] = Rgb.mix(canvas.rgb[p], colour, cover * 0.9);
                    if (cover > 0.5) {
                        canvas.owner[p] = Canvas.NO_FISH;
                    }
                }
            }
        }
    }
}
