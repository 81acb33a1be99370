package io.nerest.detector.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the few pickle instructions (protocol 2) that a state dictionary of tensors needs. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        out.write(0x80);
        out.write(2);
    }

    byte[] finish() {
        out.write('.');
        return out.toByteArray();
    }

    PickleWriter emptyDictionary() {
        out.write('}');
        return this;
    }

    PickleWriter mark() {
        out.write('(');
        return this;
    }

    /** Keys and values since the mark go into the dictionary below it. */
    PickleWriter setItems() {
        out.write('u');
        return this;
    }

    PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        little(4, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    PickleWriter whole(long value) {
        if (value == (int) value) {
            out.write('J');
            little(4, value);
        } else {
            out.write(0x8a);
            out.write(8);
            little(8, value);
        }
        return this;
    }

    /** {@code collections.OrderedDict()}. */
    PickleWriter orderedDictionary() {
        global("collections", "OrderedDict");
        out.write(')');
        out.write('R');
        return this;
    }

    /** A contiguous tensor that is the whole of the storage with this key. */
    PickleWriter tensor(WeightTensor tensor, String storageKey) {
        global("torch._utils", "_rebuild_tensor_v2");
        mark();
        mark().text("storage");
        global("torch", storageClass(tensor.type()));
        text(storageKey).text("cpu").whole(tensor.elements());
        out.write('t');
        out.write('Q');
        whole(0);
        tuple(tensor.shape());
        tuple(StridedView.contiguous(tensor.shape()).strides());
        out.write(0x89);
        orderedDictionary();
        out.write('t');
        out.write('R');
        return this;
    }

    private void tuple(long[] numbers) {
        mark();
        for (long number : numbers) {
            whole(number);
        }
        out.write('t');
    }

    private void global(String module, String name) {
        out.write('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void little(int bytes, long value) {
        out.write(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                0,
                bytes);
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
