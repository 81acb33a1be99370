package io.nerest.cli.base;

import io.nerest.vision.box.Box;
import io.nerest.vision.box.LabelledBox;
import java.util.Arrays;
import java.util.Optional;

/**
 * A fish without its background.
 *
 * @param origin the frame that it was cut out of
 * @param pixels four channels; the last tells how much of a pixel is fish, 0 to 255
 * @param boxWidth of the fish's label, in pixels
 * @param place mean blue, green and red of the background behind it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CutOut(Origin origin, int classId, Pixels pixels, double boxWidth, float[] place) {
    private static final int MARGIN = 2;
    private static final int LEAST_DIFFERENCE = 10;
    private static final int LEAST_VISIBLE = 14;
    private static final double LEAST_COVERED = 0.28;
    private static final double MOST_COVERED = 0.92;
    private static final double MASK_BLUR = 1.2;
    private static final double EDGE = 3;

    /**
     * Cuts out the pixels of a label that differ from the background, with soft edges.
     *
     * @param difference of the frame and its background, one channel
     * @return empty if the label is small, if the fish hardly differs from the background, or if little or nearly all of the
     *     label differs
     */
    static Optional<CutOut> of(
            LabelledCameraFrame frame, LabelledBox label, Pixels image, Pixels background, Pixels difference) {
        Box box = label.toPixels(image.width(), image.height());
        int left = Math.max(0, (int) box.x1() - MARGIN);
        int top = Math.max(0, (int) box.y1() - MARGIN);
        int width = Math.min(image.width(), (int) box.x2() + MARGIN) - left;
        int height = Math.min(image.height(), (int) box.y2() + MARGIN) - top;
        if (box.width() < 9 || box.height() < 6 || width < 8 || height < 5) {
            return Optional.empty();
        }
        Pixels differs = difference.crop(left, top, width, height);
        byte[] mask = new byte[width * height];
        double covered = 0;
        double threshold = Math.max(LEAST_DIFFERENCE, percentile(differs, 60) * 0.6);
        for (int i = 0; i < mask.length; i++) {
            double share = ((differs.values()[i] & 0xff) - threshold * 0.5) / (threshold * 0.7);
            double opaque = Math.max(0, Math.min(1, share));
            covered += opaque / mask.length;
            mask[i] = (byte) Math.round(opaque * 255);
        }
        if (covered < LEAST_COVERED || covered > MOST_COVERED || percentile(differs, 80) < LEAST_VISIBLE) {
            return Optional.empty();
        }
        Pixels soft = new Pixels(mask, width, height, 1).blurred(MASK_BLUR);
        Pixels fish = withMask(image.crop(left, top, width, height), soft);
        float[] place = means(background.crop(left, top, width, height));
        return Optional.of(new CutOut(frame.origin(), label.classId(), fish, box.width(), place));
    }

    /** Returns the largest difference among the channels of each pixel, slightly blurred. */
    static Pixels difference(Pixels image, Pixels background) {
        byte[] difference = new byte[image.width() * image.height()];
        for (int i = 0; i < difference.length; i++) {
            int largest = 0;
            for (int j = 3 * i; j < 3 * i + 3; j++) {
                largest = Math.max(
                        largest,
                        Math.abs((image.values()[j] & 0xff) - (background.values()[j] & 0xff)));
            }
            difference[i] = (byte) largest;
        }
        return new Pixels(difference, image.width(), image.height(), 1).blurred(1);
    }

    /** The mask falls to a third at the edges, so that a fish that touches them has no hard one. */
    private static Pixels withMask(Pixels image, Pixels mask) {
        int width = image.width();
        int height = image.height();
        byte[] values = new byte[width * height * 4];
        for (int y = 0; y < height; y++) {
            double row = Math.min(1, (Math.min(y, height - 1 - y) + 1) / EDGE);
            for (int x = 0; x < width; x++) {
                double column = Math.min(1, (Math.min(x, width - 1 - x) + 1) / EDGE);
                int to = (y * width + x) * 4;
                System.arraycopy(image.values(), (y * width + x) * 3, values, to, 3);
                values[to + 3] = (byte) Math.round(mask.at(x, y, 0) * row * column);
            }
        }
        return new Pixels(values, width, height, 4);
    }

    private static float[] means(Pixels image) {
        long[] sums = new long[3];
        for (int i = 0; i < image.values().length; i++) {
            sums[i % 3] += image.values()[i] & 0xff;
        }
        float pixels = image.width() * image.height();
        return new float[] {sums[0] / pixels, sums[1] / pixels, sums[2] / pixels};
    }

    private static int percentile(Pixels image, int percent) {
        int[] sorted = new int[image.values().length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = image.values()[i] & 0xff;
        }
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * percent / 100];
    }
}
