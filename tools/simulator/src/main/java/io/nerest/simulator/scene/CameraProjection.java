package io.nerest.simulator.scene;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.CameraSpec.Viewpoint;
import io.nerest.simulator.camera.FrameFormat;

/**
 * How metres in the stream become pixels. World axes: x to the right, z away from the camera along the ground, height up
 * from the ground.
 */
public sealed interface CameraProjection {

    /** Pixels per metre on the ground seen in a row of pixels; 0 where the row shows no ground. */
    double groundScale(double row);

    /** Distance z of the ground seen in a row; meaningless where {@link #groundScale} is 0. */
    double groundZ(double row);

    /** How much shorter a ground length along z looks than one along x, in a row of pixels. */
    double squash(double row);

    /** Metres of water between the lens and the ground seen in a row. */
    double waterTo(double row);

    /** Where a point of the world is seen. */
    Place place(double x, double z, double height);

    /**
     * Where something is seen, and how large.
     *
     * @param x pixel column, may lie outside the picture
     * @param y pixel row, may lie outside the picture
     * @param scale pixels per metre there
     * @param squash how much shorter lengths along z look
     * @param water metres of water in between
     */
    record Place(double x, double y, double scale, double squash, double water) {}

    /** The projection of a camera for frames of a format. */
    static CameraProjection of(CameraSpec camera, FrameFormat format) {
        Viewpoint view = camera.viewpoint();
        double unit = format.width() / 640.0;
        if (view.stand() == Stand.SIDE) {
            return new Side(format.width(), 512 * unit, view.horizon() * format.height(), view.height());
        }
        return new Down(
                format.width(),
                format.height(),
                view.farScale() * unit,
                view.nearScale() * unit,
                view.squash(),
                view.depth());
    }

    /**
     * A pinhole camera under water that looks along the horizontal.
     *
     * @param focal focal length in pixels
     * @param horizon row of the horizon
     * @param lensHeight metres of the lens above the ground
     */
    record Side(int width, double focal, double horizon, double lensHeight) implements CameraProjection {
        @Override
        public double groundScale(double row) {
            return Math.max(0, (row - horizon) / lensHeight);
        }

        @Override
        public double groundZ(double row) {
            return focal / groundScale(row);
        }

        @Override
        public double squash(double row) {
            return (row - horizon) / focal;
        }

        @Override
        public double waterTo(double row) {
            return groundZ(row);
        }

        @Override
        public Place place(double x, double z, double height) {
            double scale = focal / z;
            double y = horizon + (lensHeight - height) * scale;
            return new Place(width / 2.0 + x * scale, y, scale, Math.abs(lensHeight - height) / z, z);
        }
    }

    /**
     * A camera above the water that looks down; scale grows evenly from the picture's top to its bottom.
     *
     * @param far pixels per metre at the top
     * @param near pixels per metre at the bottom
     */
    record Down(int width, int height, double far, double near, double tilt, double depth) implements CameraProjection {
        @Override
        public double groundScale(double row) {
            return Math.max(far * 0.25, far + growth() * row);
        }

        @Override
        public double groundZ(double row) {
            if (growth() < 1e-6) {
                return (height - row) / (tilt * far);
            }
            return StrictMath.log(near / groundScale(row)) / (tilt * growth());
        }

        @Override
        public double squash(double row) {
            return tilt;
        }

        @Override
        public double waterTo(double row) {
            return depth;
        }

        @Override
        public Place place(double x, double z, double above) {
            double row = growth() < 1e-6
                    ? height - z * tilt * far
                    : (near * StrictMath.exp(-z * tilt * growth()) - far) / growth();
            double scale = groundScale(row);
            double rise = StrictMath.sqrt(1 - tilt * tilt) * above * scale;
            return new Place(width / 2.0 + x * scale, row - rise, scale, tilt, Math.max(0.02, depth - above));
        }

        private double growth() {
            return (near - far) / height;
        }
    }
}
