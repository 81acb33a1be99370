package io.nerest.simulator.scene;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.CameraSpec.Stand;
import io.nerest.simulator.camera.CameraSpec.Viewpoint;
import io.nerest.simulator.camera.FrameFormat;

/**
 * Projects stream coordinates in metres to pixels. World axes: x to the right, z away from the camera along the ground, height up
 * from the ground.
 */
public sealed interface CameraProjection {

    /** Returns the pixels per metre on the ground in a pixel row; 0 if the row shows no ground. */
    double groundScale(double row);

    /** Returns the distance z of the ground in a pixel row; undefined if {@link #groundScale} is 0. */
    double groundZ(double row);

    /** Returns the foreshortening of ground lengths along z relative to x in a pixel row. */
    double squash(double row);

    /** Returns the metres of water between the lens and the ground in a pixel row. */
    double waterTo(double row);

    /** Projects a point. */
    Place place(double x, double z, double height);

    /**
     * Position and scale of a projected point.
     *
     * @param x pixel column; may lie outside the image
     * @param y pixel row; may lie outside the image
     * @param scale pixels per metre
     * @param squash foreshortening of lengths along z
     * @param water metres of water between lens and point
     */
    record Place(double x, double y, double scale, double squash, double water) {}

    /** Returns the projection of a camera for a frame format. */
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
     * A horizontal pinhole camera under water.
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
     * A camera above the water; the scale grows linearly from the top of the image to its bottom.
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
