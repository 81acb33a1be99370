package io.nerest.detector.pickle;

import io.nerest.detector.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the instructions of Python's pickle (protocol 2) that state dictionaries and TorchScript modules need. The methods
 * write one instruction or one value each and return this writer.
 */
public final class PickleWriter {
    private static final int PROTO = 0x80;
    private static final int NEWOBJ = 0x81;
    private static final int NEWTRUE = 0x88;
    private static final int NEWFALSE = 0x89;
    private static final int LONG1 = 0x8a;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public PickleWriter() {
        op(PROTO).op(2);
    }

    /** Ends the pickle and returns its bytes. */
    public byte[] finish() {
        op('.');
        return out.toByteArray();
    }

    public PickleWriter emptyTuple() {
        return op(')');
    }

    public PickleWriter emptyDictionary() {
        return op('}');
    }

    public PickleWriter mark() {
        return op('(');
    }

    /** Moves the keys and values since the mark into the dictionary below it. */
    public PickleWriter setItems() {
        return op('u');
    }

    /** Begins an object of a class without constructor arguments. Its attributes follow, then {@link #endObject}. */
    public PickleWriter beginObject(String module, String name) {
        return global(module, name).emptyTuple().op(NEWOBJ).emptyDictionary().mark();
    }

    public PickleWriter endObject() {
        return setItems().op('b');
    }

    public PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').littleEndian(4, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    public PickleWriter bool(boolean value) {
        return op(value ? NEWTRUE : NEWFALSE);
    }

    /** An integer of 32 or 64 bits. */
    public PickleWriter integer(long value) {
        return value == (int) value
                ? op('J').littleEndian(4, value)
                : op(LONG1).op(Long.BYTES).littleEndian(Long.BYTES, value);
    }

    /** {@code collections.OrderedDict()}. */
    public PickleWriter orderedDictionary() {
        return global("collections", "OrderedDict").emptyTuple().op('R');
    }

    /**
     * A tensor without gradient that covers the whole storage {@code key}.
     *
     * @param shape its sides
     * @param strides elements between neighbours along each side
     */
    public PickleWriter tensor(TensorType type, long[] shape, long[] strides, String key) {
        long elements = 1;
        for (long side : shape) {
            elements = Math.multiplyExact(elements, side);
        }
        global("torch._utils", "_rebuild_tensor_v2").mark();
        mark().text("storage")
                .global("torch", storageClass(type))
                .text(key)
                .text("cpu")
                .integer(elements)
                .op('t')
                .op('Q');
        return integer(0)
                .tuple(shape)
                .tuple(strides)
                .bool(false)
                .orderedDictionary()
                .op('t')
                .op('R');
    }

    private PickleWriter tuple(long[] numbers) {
        mark();
        for (long number : numbers) {
            integer(number);
        }
        return op('t');
    }

    private PickleWriter global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private PickleWriter littleEndian(int bytes, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        out.write(all, 0, bytes);
        return this;
    }

    private PickleWriter op(int code) {
        out.write(code);
        return this;
    }

    private static String storageClass(TensorType type) {
        return switch (type) {
            case F16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
            case F32 -> "FloatStorage";
            case F64 -> "DoubleStorage";
            case I64 -> "LongStorage";
            case I32 -> "IntStorage";
            case I16 -> "ShortStorage";
            case I8 -> "CharStorage";
            case U8 -> "ByteStorage";
            case BOOL -> "BoolStorage";
        };
    }
}
