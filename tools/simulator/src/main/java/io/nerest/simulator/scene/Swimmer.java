package io.nerest.simulator.scene;

/**
 * A fish on its way through a clip: straight on, with a sway to and fro that turns its heading with it.
 *
 * @param dress which of the camera's fish it is
 * @param length metres
 * @param x metres, at the moment {@code due}
 * @param z metres, at the moment {@code due}
 * @param height metres above the ground
 * @param course direction of travel in radians: 0 to the right, rising away from the camera
 * @param heading direction its head points, about which it sways; differs from the course where it drifts back
 * @param speed metres per second over the ground
 * @param due seconds into the clip at which it passes (x, z)
 * @param sway radians by which the heading swings to either side
 * @param swayRate radians of phase per second
 * @param bob metres by which it rises and sinks
 * @param phase where in its motions it is at the start, radians
 * @param beat tail beats per second
 */
public record Swimmer(
        int dress,
        double length,
        double x,
        double z,
        double height,
        double course,
        double heading,
        double speed,
        double due,
        double sway,
        double swayRate,
        double bob,
        double phase,
        double beat) {

    /** Where and how the fish is at a moment; headings as {@link Swimmer#heading}, tail phase in radians. */
    public record Pose(double x, double z, double height, double heading, double tail) {}

    /** The pose at a moment, in seconds into the clip. */
    public Pose at(double seconds) {
        double swing = swayRate * seconds + phase;
        double ahead = speed * (seconds - due);
        double aside = -(0.15 + speed) * sway / swayRate * StrictMath.cos(swing);
        double cos = StrictMath.cos(course);
        double sin = StrictMath.sin(course);
        return new Pose(
                x + ahead * cos - aside * sin,
                z + ahead * sin + aside * cos,
                height + bob * StrictMath.sin(0.7 * swing + 1),
                heading + sway * StrictMath.sin(swing),
                2 * StrictMath.PI * beat * seconds + phase);
    }
}
