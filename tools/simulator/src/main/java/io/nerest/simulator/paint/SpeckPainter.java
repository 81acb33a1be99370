package io.nerest.simulator.paint;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;
import io.nerest.simulator.scene.Lighting;

/** Paints drifting silt and occasional bubbles. */
final class SpeckPainter {
    private final CameraSpec camera;
    private final double[] x;
    private final double[] y;
    private final double[] nearness;
    private final double bubbleX;

    SpeckPainter(CameraSpec camera, Draws draws) {
        this.camera = camera;
        int count = camera.water().particles();
        x = new double[count];
        y = new double[count];
        nearness = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = draws.unit();
            y[i] = draws.unit();
            nearness[i] = StrictMath.pow(draws.unit(), 2.2);
        }
        bubbleX = draws.unit();
    }

    void paint(Canvas canvas, int clip, double seconds, Lighting lighting) {
        Draws shift = Draws.of(camera.index(), clip, 11);
        double offsetX = shift.unit();
        double offsetY = shift.unit();
        int colour = lighting.night() ? 0xd8d8d8 : Rgb.mix(lighting.haze(), 0xf4f4e8, 0.45);
        double unit = canvas.width / 640.0;
        for (int i = 0; i < x.length; i++) {
            double near = nearness[i];
            double flow = camera.water().flow() * seconds * (0.15 + 0.8 * near);
            double px = frac(x[i] + offsetX + flow * 0.5) * canvas.width;
            double py = frac(y[i] + offsetY + 0.012 * StrictMath.sin(seconds * (1 + y[i]) + 9 * x[i])) * canvas.height;
            dot(
                    canvas,
                    px,
                    py,
                    (0.5 + 2.1 * near) * unit,
                    colour,
                    lighting.night() ? 0.75 - 0.4 * near : 0.34 - 0.2 * near);
        }
        if (camera.viewpoint().stand() == Stand.SIDE && shift.chance(0.3)) {
            bubbles(canvas, seconds, unit, shift);
        }
    }

    private void bubbles(Canvas canvas, double seconds, double unit, Draws draws) {
        for (int i = 0; i < 12; i++) {
            double radius = draws.in(1.2, 4.5) * unit;
            double rise = frac(draws.unit() + seconds * draws.in(0.18, 0.3));
            double wobble = 0.012 * StrictMath.sin(rise * 40 + i);
            double px = frac(bubbleX
                            + draws.normal() * 0.02
                            + wobble
                            + camera.water().flow() * rise * 0.08)
                    * canvas.width;
            double py = (1 - rise) * canvas.height;
            dot(canvas, px, py, radius, 0x9fb4b4, 0.35);
            dot(canvas, px - radius * 0.35, py - radius * 0.4, radius * 0.45, 0xffffff, 0.8);
        }
    }

    private static void dot(Canvas canvas, double cx, double cy, double radius, int colour, double opacity) {
        int left = (int) Math.max(0, cx - radius - 1);
        int right = (int) Math.min(canvas.width - 1, cx + radius + 1);
        int top = (int) Math.max(0, cy - radius - 1);
        int bottom = (int) Math.min(canvas.height - 1, cy + radius + 1);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double dx = column - cx;
                double dy = row - cy;
                double cover = 1 - (dx * dx + dy * dy) / ((radius + 0.7) * (radius + 0.7));
                if (cover > 0) {
                    int p = row * canvas.width + column;
                    canvas.rgb[p] = Rgb.mix(canvas.rgb[p], colour, cover * opacity);
                }
            }
        }
    }

    private static double frac(double value) {
        return value - StrictMath.floor(value);
    }
}
