package io.nerest.detector.torchscript;

/** How pictures and activations lie in memory. */
public enum MemoryFormat {
    /** Plane by plane (NCHW); torch sums BatchNorm statistics in float64 there. */
    CONTIGUOUS(0),
    /** Pixel by pixel (NHWC): what vector instructions for bfloat16 want; statistics are sums in float32. */
    CHANNELS_LAST(2);

    private final int code;

    MemoryFormat(int code) {
        this.code = code;
    }

    /** The expression laid out in this way; no copy where it is already. */
    public String of(String expression) {
        return "torch.contiguous(%s, memory_format=%d)".formatted(expression, code);
    }
}
