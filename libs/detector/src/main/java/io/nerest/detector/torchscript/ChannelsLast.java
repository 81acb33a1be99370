package io.nerest.detector.torchscript;

/**
 * The order of a convolution's weights in memory: [outputs, inputs, height, width] in checkpoints and [outputs,
 * height, width, inputs] at run time, because vector instructions load neighbouring channels.
 */
public final class ChannelsLast {
    private ChannelsLast() {}

    /** Converts from a checkpoint's order to channels-last; {@code shape} is the checkpoint's. */
    public static float[] fromContiguous(float[] values, long[] shape) {
        float[] result = new float[values.length];
        permute(values, result, shape, true);
        return result;
    }

    /** Converts from channels-last to a checkpoint's order; {@code shape} is the checkpoint's. */
    public static float[] toContiguous(float[] values, long[] shape) {
        float[] result = new float[values.length];
        permute(values, result, shape, false);
        return result;
    }

    private static void permute(float[] from, float[] to, long[] shape, boolean toLast) {
        int inputs = Math.toIntExact(shape[1]);
        int cells = Math.toIntExact(shape[2] * shape[3]);
        int block = inputs * cells;
        for (int start = 0; start < from.length; start += block) {
            for (int input = 0; input < inputs; input++) {
                for (int cell = 0; cell < cells; cell++) {
                    int contiguous = start + input * cells + cell;
                    int last = start + cell * inputs + input;
                    if (toLast) {
                        to[last] = from[contiguous];
                    } else {
                        to[contiguous] = from[last];
                    }
                }
            }
        }
    }
}
