package io.nerest.simulator.scene;

/**
 * A fish that swims straight with a lateral sway, which also turns its heading.
 *
 * @param dress index of its texture
 * @param length metres
 * @param x metres, at the moment {@code due}
 * @param z metres, at the moment {@code due}
 * @param height metres above the ground
 * @param course direction of travel in radians: 0 to the right, rising away from the camera
 * @param heading direction its head points, about which it sways; differs from the course if it drifts backwards
 * @param speed metres per second over the ground
 * @param due seconds into the clip at which it passes (x, z)
 * @param sway amplitude of the heading in radians
 * @param swayRate radians of phase per second
 * @param bob amplitude of the height in metres
 * @param phase initial phase of its motions in radians
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

    /** Position, heading (as {@link Swimmer#heading}) and tail phase in radians. */
    public record Pose(double x, double z, double height, double heading, double tail) {}

    /** Returns the pose at a time in seconds from the start of the clip. */
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
