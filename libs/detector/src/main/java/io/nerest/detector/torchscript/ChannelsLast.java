package io.nerest.detector.torchscript;

/**
 * The order of a convolution's weights in memory: [outputs, inputs, height, width] in checkpoints and [outputs,
 * height, width, inputs] at run time, because vector instructions load neighbouring channels.
 */
public final class ChannelsLast {
    private ChannelsLast() {}

    /** Converts from a checkpoint's order to channels-last; {@code shape} is the checkpoint's. */
    public static float[] fromContiguous(float[] values, long[] shape) {
        return transposed(values, Math.toIntExact(shape[1]), cells(shape));
    }

    /** Converts from channels-last to a checkpoint's order; {@code shape} is the checkpoint's. */
    public static float[] toContiguous(float[] values, long[] shape) {
        return transposed(values, cells(shape), Math.toIntExact(shape[1]));
    }

    private static int cells(long[] shape) {
        return Math.toIntExact(shape[2] * shape[3]);
    }

    /** Transposes each of the consecutive matrices of {@code rows} times {@code columns} numbers. */
    private static float[] transposed(float[] from, int rows, int columns) {
        if (rows == 1 || columns == 1) {
            return from.clone();
        }
        float[] to = new float[from.length];
        int next = 0;
        for (int start = 0; start < from.length; start += rows * columns) {
            for (int column = 0; column < columns; column++) {
                int index = start + column;
                for (int row = 0; row < rows; row++) {
                    to[next++] = from[index];
                    index += columns;
                }
            }
        }
        return to;
    }
}
