package io.nerest.training.augmentation;

import io.nerest.arguments.training.AugmentationArguments;
import io.nerest.vision.box.Box;
import java.util.SplittableRandom;

/**
 * A projective transform from the mosaic canvas to the network's input image: a 3x3 matrix on homogeneous coordinates,
 * in pixels, where (0, 0) is the corner of the first pixel and not its centre.
 */
final class ViewTransform {
    private final double[] m;

    private ViewTransform(double... m) {
        this.m = m;
    }

    static ViewTransform shift(double x, double y) {
        return new ViewTransform(1, 0, x, 0, 1, y, 0, 0, 1);
    }

    static ViewTransform scale(double x, double y) {
        return new ViewTransform(x, 0, 0, 0, y, 0, 0, 0, 1);
    }

    /**
     * Returns a random transform of a square canvas: about its centre first perspective, then rotation and scale, then
     * shear; finally the centre is moved close to the centre of the image.
     *
     * @param canvas side of the canvas in pixels
     * @param imgsz side of the image in pixels
     */
    static ViewTransform random(AugmentationArguments a, int canvas, int imgsz, SplittableRandom random) {
        double perspectiveX = symmetric(a.perspective(), random);
        double perspectiveY = symmetric(a.perspective(), random);
        double angle = Math.toRadians(symmetric(a.degrees(), random));
        double size = 1 + symmetric(a.scale(), random);
        double shearX = Math.tan(Math.toRadians(symmetric(a.shear(), random)));
        double shearY = Math.tan(Math.toRadians(symmetric(a.shear(), random)));
        double middleX = (0.5 + symmetric(a.translate(), random)) * imgsz;
        double middleY = (0.5 + symmetric(a.translate(), random)) * imgsz;
        double cos = size * Math.cos(angle);
        double sin = size * Math.sin(angle);
        return shift(middleX, middleY)
                .after(new ViewTransform(1, shearX, 0, shearY, 1, 0, 0, 0, 1))
                .after(new ViewTransform(cos, sin, 0, -sin, cos, 0, 0, 0, 1))
                .after(new ViewTransform(1, 0, 0, 0, 1, 0, perspectiveX, perspectiveY, 1))
                .after(shift(-canvas / 2.0, -canvas / 2.0));
    }

    /** Returns the composition: first the other transform, then this. */
    ViewTransform after(ViewTransform first) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += m[row * 3 + k] * first.m[k * 3 + column];
                }
                product[row * 3 + column] = sum;
            }
        }
        return new ViewTransform(product);
    }

    /** Returns whether it only scales and shifts along the axes. */
    boolean isUprightScaling() {
        return m[0] > 0 && m[1] == 0 && m[3] == 0 && m[4] > 0 && isAffine();
    }

    /** Returns whether it is affine. */
    boolean isAffine() {
        return m[6] == 0 && m[7] == 0;
    }

    double x(double x, double y) {
        return (m[0] * x + m[1] * y + m[2]) / (m[6] * x + m[7] * y + m[8]);
    }

    double y(double x, double y) {
        return (m[3] * x + m[4] * y + m[5]) / (m[6] * x + m[7] * y + m[8]);
    }

    double scaleX() {
        return m[0];
    }

    double scaleY() {
        return m[4];
    }

    double shiftX() {
        return m[2];
    }

    double shiftY() {
        return m[5];
    }

    /** Returns the determinant of the linear part, the factor of areas. */
    double areaGain() {
        return Math.abs(m[0] * m[4] - m[1] * m[3]);
    }

    /** Returns the bounding box of the transformed corners of a box. */
    Box around(Box box) {
        double x1 = x(box.x1(), box.y1());
        double x2 = x(box.x2(), box.y1());
        double x3 = x(box.x1(), box.y2());
        double x4 = x(box.x2(), box.y2());
        double y1 = y(box.x1(), box.y1());
        double y2 = y(box.x2(), box.y1());
        double y3 = y(box.x1(), box.y2());
        double y4 = y(box.x2(), box.y2());
        return new Box(
                (float) Math.min(Math.min(x1, x2), Math.min(x3, x4)),
                (float) Math.min(Math.min(y1, y2), Math.min(y3, y4)),
                (float) Math.max(Math.max(x1, x2), Math.max(x3, x4)),
                (float) Math.max(Math.max(y1, y2), Math.max(y3, y4)));
    }

    /**
     * Returns the matrix for OpenCV, row by row. OpenCV's coordinates refer to pixel centres, half a pixel off ours.
     */
    double[] forPixelCentres() {
        return shift(-0.5, -0.5).after(this).after(shift(0.5, 0.5)).m;
    }

    private static double symmetric(double range, SplittableRandom random) {
        return (2 * random.nextDouble() - 1) * range;
    }
}
