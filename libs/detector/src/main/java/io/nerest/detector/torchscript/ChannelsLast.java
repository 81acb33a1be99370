package io.nerest.detector.torchscript;

/**
 * The order of a convolution's weights in memory: [outputs, inputs, height, width] in checkpoints, [outputs, height,
 * width, inputs] where they run, since vector instructions then find neighbouring channels side by side.
 */
public final class ChannelsLast {
    private ChannelsLast() {}

    /** From a checkpoint's order into that of the running form; {@code shape} is the checkpoint's. */
    public static float[] fromContiguous(float[] values, long[] shape) {
        float[] result = new float[values.length];
        permute(values, result, shape, true);
        return result;
    }

    /** From the order of the running form into a checkpoint's; {@code shape} is the checkpoint's. */
    public static float[] toContiguous(float[] values, long[] shape) {
        float[] result = new float[values.length];
        permute(values, result, shape, false);
        return result;
    }

    private static void permute(float[] from, float[] to, long[] shape, boolean forth) {
        int inputs = Math.toIntExact(shape[1]);
        int cells = Math.toIntExact(shape[2] * shape[3]);
        int block = inputs * cells;
        for (int start = 0; start < from.length; start += block) {
            for (int input = 0; input < inputs; input++) {
                for (int cell = 0; cell < cells; cell++) {
                    int contiguous = start + input * cells + cell;
                    int last = start + cell * inputs + input;
                    if (forth) {
                        to[last] = from[contiguous];
                    } else {
                        to[contiguous] = from[last];
                    }
                }
            }
        }
    }
}
