package io.nerest.arguments.training;

import io.nerest.arguments.Argument;

/**
 * Random augmentation of the training images.
 *
 * @param hsvH range of the hue shift, as a fraction of the colour circle
 * @param hsvS range of the saturation gain
 * @param hsvV range of the brightness gain
 * @param degrees range of the rotation, in degrees
 * @param translate range of the translation, as a fraction of the image side
 * @param scale range of the scale gain
 * @param shear range of the shear, in degrees
 * @param perspective range of the perspective coefficients
 * @param flipud probability of a vertical flip
 * @param fliplr probability of a horizontal flip
 * @param mosaic probability of composing four images into one
 * @param mixup probability of blending two images
 * @param copyPaste probability of copying objects from another image
 * @param closeMosaic number of last epochs without mosaic, mixup and copy_paste
 */
public record AugmentationArguments(
        @Argument(defaultValue = "0.015", min = 0, max = 1, help = "range of the hue shift")
        double hsvH,

        @Argument(defaultValue = "0.7", min = 0, max = 1, help = "range of the saturation gain")
        double hsvS,

        @Argument(defaultValue = "0.4", min = 0, max = 1, help = "range of the brightness gain")
        double hsvV,

        @Argument(defaultValue = "0.0", min = 0, max = 180, help = "range of the rotation, in degrees")
        double degrees,

        @Argument(
                defaultValue = "0.1",
                min = 0,
                max = 1,
                help = "range of the translation, as a fraction of the image side")
        double translate,

        @Argument(defaultValue = "0.5", min = 0, max = 0.99, help = "range of the scale gain")
        double scale,

        @Argument(defaultValue = "0.0", min = 0, max = 89, help = "range of the shear, in degrees")
        double shear,

        @Argument(defaultValue = "0.0", min = 0, max = 0.001, help = "range of the perspective coefficients")
        double perspective,

        @Argument(defaultValue = "0.0", min = 0, max = 1, help = "probability of a vertical flip")
        double flipud,

        @Argument(defaultValue = "0.5", min = 0, max = 1, help = "probability of a horizontal flip")
        double fliplr,

        @Argument(defaultValue = "1.0", min = 0, max = 1, help = "probability of composing four images into one")
        double mosaic,

        @Argument(defaultValue = "0.0", min = 0, max = 1, help = "probability of blending two images")
        double mixup,

        @Argument(defaultValue = "0.0", min = 0, max = 1, help = "probability of copying objects from another image")
        double copyPaste,

        @Argument(
                defaultValue = "10",
                min = 0,
                max = 1_000_000,
                help = "number of last epochs without mosaic, mixup and copy_paste")
        int closeMosaic) {}
