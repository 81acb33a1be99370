package io.nerest.detector.tensor;

/** The element types that checkpoints of this family hold, with their size in bytes. */
public enum TensorType {
    F16(2),
    BF16(2),
    F32(4),
    F64(8),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
