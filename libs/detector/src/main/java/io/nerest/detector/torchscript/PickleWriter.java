package io.nerest.detector.torchscript;

import io.nerest.detector.weights.TensorType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few opcodes of Python's pickle, protocol 2, that a module's object needs. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        op(0x80).op(2);
    }

    /** An empty tuple, the whole content of a module without constants. */
    static byte[] emptyTuple() {
        return new PickleWriter().op(')').finish();
    }

    /** An object of the class, whose attributes are written next, then {@link #endObject}. */
    PickleWriter beginObject(String module, String name) {
        return global(module, name).op(')').op(0x81).op('}').op('(');
    }

    PickleWriter endObject() {
        return op('u').op('b');
    }

    PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').littleEndian(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter bool(boolean value) {
        return op(value ? 0x88 : 0x89);
    }

    /** A tensor without gradient over the storage {@code key}, which holds exactly its elements. */
    PickleWriter tensor(String key, ModuleTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage")
                .global("torch", storageClass(tensor.type()))
                .text(key)
                .text("cpu");
        integer(tensor.elements()).op('t').op('Q');
        integer(0).tuple(tensor.shape()).tuple(tensor.strides()).bool(false);
        return global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
    }

    byte[] finish() {
        op('.');
        return out.toByteArray();
    }

    private static String storageClass(TensorType type) {
        return switch (type) {
            case F32 -> "FloatStorage";
            case BF16 -> "BFloat16Storage";
            default -> throw new IllegalArgumentException("modules hold no tensors of type " + type);
        };
    }

    private PickleWriter global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private PickleWriter tuple(long[] values) {
        op('(');
        for (long value : values) {
            integer(value);
        }
        return op('t');
    }

    private PickleWriter integer(long value) {
        return op('J').littleEndian(Math.toIntExact(value));
    }

    private PickleWriter littleEndian(int value) {
        return op(value & 0xff)
                .op((value >>> 8) & 0xff)
                .op((value >>> 16) & 0xff)
                .op(value >>> 24);
    }

    private PickleWriter op(int code) {
        out.write(code);
        return this;
    }
}
