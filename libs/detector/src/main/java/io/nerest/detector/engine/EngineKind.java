package io.nerest.detector.engine;

import java.util.Locale;

/** An inference engine and its number format. */
public enum EngineKind {
    /** The fastest on this machine and device by measurement; chosen by EngineProbe. */
    AUTO,
    /** libtorch in float32. */
    TORCHSCRIPT_FP32,
    /** libtorch with convolutions in bfloat16. */
    TORCHSCRIPT_BF16,
    /** ONNX Runtime in float32, on the CPU. */
    ONNX_FP32,
    /** ONNX Runtime in eight bits, on the CPU; only for a quantised {@code .onnx} file. */
    ONNX_INT8;

    /** Returns the name in reports and on the command line: {@code torchscript-bf16}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the {@code engine} argument, with hyphens or underscores.
     *
     * @throws IllegalArgumentException if there is no such engine
     */
    public static EngineKind parse(String text) {
        for (EngineKind kind : values()) {
            if (kind.label().equalsIgnoreCase(text.replace('_', '-'))) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "engine=" + text + ": must be auto, torchscript-fp32, torchscript-bf16, onnx-fp32 or onnx-int8");
    }
}
