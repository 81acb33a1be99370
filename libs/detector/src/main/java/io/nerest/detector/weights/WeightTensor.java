package io.nerest.detector.weights;

import io.nerest.detector.tensor.HalfFloat;
import io.nerest.detector.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One named tensor of a checkpoint: its element type, its shape, and its numbers, little-endian in C order. */
public final class WeightTensor {
    private final String name;
    private final TensorType type;
    private final long[] shape;
    private final ByteBuffer data;

    /**
     * @throws IllegalArgumentException if the buffer's size is not the product of the sides times the element size
     */
    public WeightTensor(String name, TensorType type, long[] shape, ByteBuffer data) {
        long expected = Math.multiplyExact(elements(shape), (long) type.bytes());
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("tensor '%s' of type %s and shape %s needs %d bytes, but has %d"
                    .formatted(name, type, Arrays.toString(shape), expected, data.remaining()));
        }
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a float32 tensor of the given numbers. */
    public static WeightTensor ofFloats(String name, long[] shape, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new WeightTensor(name, TensorType.F32, shape, bytes);
    }

    public String name() {
        return name;
    }

    public TensorType type() {
        return type;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** Returns a read-only little-endian view that starts at the first element. */
    public ByteBuffer data() {
        return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public long elements() {
        return elements(shape);
    }

    /**
     * Converts the elements to float32 from any floating-point or integer type.
     */
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(elements())];
        if (type == TensorType.F32) {
            data.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F16 -> HalfFloat.toFloat(data.getShort(i * 2));
                case BF16 -> Float.intBitsToFloat(data.getShort(i * 2) << 16);
                case F32 -> data.getFloat(i * 4);
                case F64 -> (float) data.getDouble(i * 8);
                case I64 -> data.getLong(i * 8);
                case I32 -> data.getInt(i * 4);
                case I16 -> data.getShort(i * 2);
                case I8 -> data.get(i);
                case U8 -> data.get(i) & 0xff;
                case BOOL -> data.get(i) == 0 ? 0 : 1;
            };
        }
        return values;
    }

    private static long elements(long[] shape) {
        long product = 1;
        for (long side : shape) {
            if (side < 0) {
                throw new IllegalArgumentException("a side of shape " + Arrays.toString(shape) + " is negative");
            }
            product = Math.multiplyExact(product, side);
        }
        return product;
    }
}
