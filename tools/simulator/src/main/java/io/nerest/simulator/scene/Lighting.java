package io.nerest.simulator.scene;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.Rgb;
import io.nerest.simulator.random.Draws;

/**
 * The light during a clip.
 *
 * @param night whether the infrared lamp is the only light
 * @param ambient ambient light, about 1 at noon
 * @param sun fraction of direct light, which causes caustics, 0 to 1
 * @param haze colour of water without background
 * @param grain standard deviation of the sensor's noise, in grey levels
 */
public record Lighting(boolean night, double ambient, double sun, int haze, double grain) {

    /** Returns the light at an hour of the day with a random sky. */
    static Lighting at(CameraSpec camera, double hourOfDay, Draws draws) {
        double cloud = draws.chance(0.4) ? draws.in(0.6, 1) : draws.in(0, 0.35);
        double height = Math.max(0, StrictMath.sin(StrictMath.PI * (hourOfDay - 4.8) / 15));
        boolean dark = hourOfDay < 4.9 || hourOfDay > 19.7;
        if (dark && camera.light().lamp()) {
            double gain = camera.viewpoint().stand() == Stand.SIDE ? 2.0 : 1.3;
            return new Lighting(true, gain, 0, 0x3c3c3c, camera.lens().grain() * 1.8 + 3);
        }
        double dusk = Math.min(1, height / 0.45);
        double ambient = camera.light().exposure() * (0.85 + 0.55 * dusk) * (1 - 0.18 * cloud);
        double sun = (1 - cloud) * Math.min(1, height * 1.3);
        int haze = Rgb.scale(camera.water().haze(), 0.55 + 0.45 * dusk);
        haze = Rgb.mix(Rgb.mix(haze, 0x24384a, 0.3), haze, dusk);
        return new Lighting(false, ambient, sun, haze, camera.lens().grain() * (1 + 1.3 * (1 - dusk)));
    }
}
