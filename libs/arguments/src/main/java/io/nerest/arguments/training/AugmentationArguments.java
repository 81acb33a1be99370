package io.nerest.arguments.training;

import io.nerest.arguments.Argument;

/**
 * How training pictures are changed before the network sees them.
 *
 * @param hsvH range of the hue's shift, as a share of the colour circle
 * @param hsvS range of the saturation's gain
 * @param hsvV range of the brightness's gain
 * @param degrees range of rotation
 * @param translate range of shift, as a share of the side
 * @param scale range of the size's gain
 * @param shear range of shear in degrees
 * @param perspective range of the perspective's terms
 * @param flipud probability of turning upside down
 * @param fliplr probability of mirroring left to right
 * @param mosaic probability of putting four pictures together
 * @param mixup probability of laying another picture over it
 * @param copyPaste probability of copying objects from another picture
 * @param closeMosaic last epochs that go without mosaic, mixup and copy_paste
 */
public record AugmentationArguments(
        @Argument(byDefault = "0.015", min = 0, max = 1, help = "range of the hue's shift")
        double hsvH,

        @Argument(byDefault = "0.7", min = 0, max = 1, help = "range of the saturation's gain")
        double hsvS,

        @Argument(byDefault = "0.4", min = 0, max = 1, help = "range of the brightness's gain")
        double hsvV,

        @Argument(byDefault = "0.0", min = 0, max = 180, help = "range of rotation, in degrees")
        double degrees,

        @Argument(byDefault = "0.1", min = 0, max = 1, help = "range of shift, as a share of the side")
        double translate,

        @Argument(byDefault = "0.5", min = 0, max = 0.99, help = "range of the size's gain")
        double scale,

        @Argument(byDefault = "0.0", min = 0, max = 89, help = "range of shear, in degrees")
        double shear,

        @Argument(byDefault = "0.0", min = 0, max = 0.001, help = "range of the perspective's terms")
        double perspective,

        @Argument(byDefault = "0.0", min = 0, max = 1, help = "probability of turning upside down")
        double flipud,

        @Argument(byDefault = "0.5", min = 0, max = 1, help = "probability of mirroring")
        double fliplr,

        @Argument(byDefault = "1.0", min = 0, max = 1, help = "probability of putting four pictures together")
        double mosaic,

        @Argument(byDefault = "0.0", min = 0, max = 1, help = "probability of laying two pictures over each other")
        double mixup,

        @Argument(byDefault = "0.0", min = 0, max = 1, help = "probability of copying objects from another picture")
        double copyPaste,

        @Argument(byDefault = "10", min = 0, help = "last epochs that go without mosaic, mixup and copy_paste")
        int closeMosaic) {}
