package io.nerest.detector.torchscript;

import io.nerest.detector.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor attribute of a module.
 *
 * @param name its attribute
 * @param type float32 or bfloat16
 * @param shape its sides
 * @param strides elements between neighbours along each side; they cover the storage without gaps
 * @param data its elements in storage order, little-endian
 */
@SuppressWarnings("ArrayRecordComponent")
public record ModuleTensor(String name, TensorType type, long[] shape, long[] strides, ByteBuffer data) {

    /** Returns one zero, the content of an attribute before the module receives its state. */
    public static ModuleTensor placeholder(String name) {
        return vector(name, TensorType.F32, new float[1]);
    }

    /** Returns a tensor of one dimension. */
    public static ModuleTensor vector(String name, TensorType type, float[] values) {
        return new ModuleTensor(name, type, new long[] {values.length}, new long[] {1}, encode(values, type));
    }

    /** Returns the weights of a convolution, given in C order [outputs, inputs, height, width], in channels-last order. */
    public static ModuleTensor channelsLast(String name, TensorType type, long[] shape, float[] values) {
        float[] permuted = ChannelsLast.fromContiguous(values, shape);
        long[] strides = {shape[1] * shape[2] * shape[3], 1, shape[3] * shape[1], shape[1]};
        return new ModuleTensor(name, type, shape, strides, encode(permuted, type));
    }

    private static ByteBuffer encode(float[] values, TensorType type) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (type == TensorType.F32) {
            bytes.asFloatBuffer().put(values);
            return bytes;
        }
        for (float value : values) {
            bytes.putShort(toBfloat16(value));
        }
        return bytes.flip();
    }

    /** Returns the nearest bfloat16, ties to even. */
    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) 0x7fc0;
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
