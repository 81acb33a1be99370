package io.nerest.detector.inference;

import java.util.Locale;

/** What runs the network. */
public enum EngineKind {
    /** The fastest that keeps accuracy on this machine and device; see {@link Engines#choose}. */
    AUTO,
    /** libtorch in float32. */
    TORCHSCRIPT_FP32,
    /** libtorch with convolutions in bfloat16. */
    TORCHSCRIPT_BF16,
    /** ONNX Runtime in float32, on the CPU. */
    ONNX_FP32,
    /** ONNX Runtime in eight bits, on the CPU; from a quantised {@code .onnx} file alone. */
    ONNX_INT8;

    /** As reports and the command line write it: {@code torchscript-bf16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the {@code engine} argument, with hyphens or underscores.
     *
     * @throws IllegalArgumentException where there is no such engine
     */
    public static EngineKind parse(String text) {
        for (EngineKind kind : values()) {
            if (kind.label().equalsIgnoreCase(text.replace('_', '-'))) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "engine must be auto, torchscript-fp32, torchscript-bf16, onnx-fp32 or onnx-int8, not '" + text + "'");
    }
}
