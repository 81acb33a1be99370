package io.nerest.cli.base;

import java.util.function.DoubleUnaryOperator;

/**
 * Resizing of 8-bit images by a filter that covers all source pixels of a target pixel, as Pillow resizes: each pass, first
 * along rows, then along columns, is a weighted sum in fixed point with 22 fractional bits, rounded to 8 bits.
 */
final class AntialiasedResize {
    private static final int BITS = 22;

    private AntialiasedResize() {}

    /** A filter with its half width in target pixels. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Filter {
        /** A triangle. */
        BILINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),
        /** A sinc windowed by a sinc three times as wide. */
        LANCZOS(3, x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0);

        private final double support;
        private final DoubleUnaryOperator weight;

        Filter(double support, DoubleUnaryOperator weight) {
            this.support = support;
            this.weight = weight;
        }

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
        }
    }

    /**
     * Resizes an image.
     *
     * @param pixels rows of {@code width} pixels with {@code channels} bytes each
     */
    static byte[] resize(
            byte[] pixels, int width, int height, int channels, int newWidth, int newHeight, Filter filter) {
        byte[] rows = newWidth == width
                ? pixels
                : pass(pixels, height, width * channels, width, channels, channels, newWidth, filter, true);
        return newHeight == height
                ? rows
                : pass(rows, newWidth, channels, height, newWidth * channels, channels, newHeight, filter, false);
    }

    /**
     * Resizes along one axis.
     *
     * @param lines number of lines along the axis
     * @param lineStep bytes from one line to the next in the source
     * @param length pixels of a line
     * @param step bytes from one pixel of a line to the next in the source
     * @param alongRows whether lines are rows; the target has the same order as the source
     */
    private static byte[] pass(
            byte[] source,
            int lines,
            int lineStep,
            int length,
            int step,
            int channels,
            int newLength,
            Filter filter,
            boolean alongRows) {
        byte[] target = new byte[lines * newLength * channels];
        double scale = (double) length / newLength;
        double widening = Math.max(1, scale);
        double support = filter.support * widening;
        for (int place = 0; place < newLength; place++) {
            double centre = (place + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int count = Math.min(length, (int) (centre + support + 0.5)) - first;
            int[] weights = weights(filter, first, count, centre, widening);
            for (int line = 0; line < lines; line++) {
                int from = line * lineStep + first * step;
                int to = (alongRows ? line * newLength + place : place * lines + line) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    int sum = 1 << (BITS - 1);
                    for (int i = 0; i < count; i++) {
                        sum += (source[from + i * step + channel] & 0xff) * weights[i];
                    }
                    target[to + channel] = (byte) Math.max(0, Math.min(255, sum >> BITS));
                }
            }
        }
        return target;
    }

    private static int[] weights(Filter filter, int first, int count, double centre, double widening) {
        double[] exact = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            exact[i] = filter.weight.applyAsDouble((i + first - centre + 0.5) / widening);
            sum += exact[i];
        }
        int[] weights = new int[count];
        for (int i = 0; i < count; i++) {
            double scaled = exact[i] / sum * (1 << BITS);
            weights[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return weights;
    }
}
