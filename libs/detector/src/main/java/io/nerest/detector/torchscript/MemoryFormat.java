package io.nerest.detector.torchscript;

/** Memory layout of images and activations. */
public enum MemoryFormat {
    /** Plane by plane (NCHW); torch sums BatchNorm statistics in float64 there. */
    CONTIGUOUS(0),
    /** Pixel by pixel (NHWC): fast for bfloat16 instructions; torch sums BatchNorm statistics in float32. */
    CHANNELS_LAST(2);

    private final int code;

    MemoryFormat(int code) {
        this.code = code;
    }

    /** Returns the expression in this layout; copies only if needed. */
    public String of(String expression) {
        return "torch.contiguous(%s, memory_format=%d)".formatted(expression, code);
    }
}
