package io.nerest.detector.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/** The process's one ONNX Runtime, started only where it keeps to itself. */
public final class OnnxRuntimeEnvironment {
    /** Where set, ONNX Runtime collects nothing and writes nothing below the user's cache folder. */
    public static final String SILENCE = "ORT_DISABLE_TELEMETRY";

    private OnnxRuntimeEnvironment() {}

    /** Whether ONNX Runtime may be started in this process. */
    public static boolean isAllowed() {
        String value = System.getenv(SILENCE);
        return value != null && !value.isEmpty() && !value.equals("0");
    }

    /**
     * Starts ONNX Runtime at the first call.
     *
     * @throws IllegalStateException where the environment would let it write to the user's home and report its use; that
     *     can be set only from outside the process
     */
    public static OrtEnvironment get() {
        if (!isAllowed()) {
            throw new IllegalStateException(("set %s=1 in the environment of this process: otherwise ONNX Runtime "
                            + "writes below ~/.cache/Microsoft and reports its use")
                    .formatted(SILENCE));
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            environment.setTelemetry(false);
        } catch (OrtException unsupported) {
            throw new IllegalStateException("ONNX Runtime could not be started", unsupported);
        }
        return environment;
    }
}
