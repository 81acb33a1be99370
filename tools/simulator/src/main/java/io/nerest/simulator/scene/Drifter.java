package io.nerest.simulator.scene;

/**
 * A drifting object.
 *
 * @param thing index of its texture
 * @param size metres
 * @param x metres, at the moment {@code due}
 * @param z metres
 * @param height metres above the ground
 * @param speed metres per second to the right
 * @param due seconds into the clip at which it passes x
 * @param angle initial angle in the image in radians
 * @param spin radians per second
 */
public record Drifter(
        int thing,
        double size,
        double x,
        double z,
        double height,
        double speed,
        double due,
        double angle,
        double spin) {

    public double xAt(double seconds) {
        return x + speed * (seconds - due);
    }

    public double angleAt(double seconds) {
        return angle + spin * seconds;
    }
}
