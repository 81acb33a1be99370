package io.nerest.detector.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/** The ONNX Runtime environment of this process. Starts only if telemetry is disabled. */
public final class OnnxRuntimeEnvironment {
    /** Environment variable that disables telemetry and files below the user's cache folder. */
    public static final String SILENCE = "ORT_DISABLE_TELEMETRY";

    private OnnxRuntimeEnvironment() {}

    /** Returns whether the variable is set, so that ONNX Runtime may start. */
    public static boolean isAllowed() {
        String value = System.getenv(SILENCE);
        return value != null && !value.isEmpty() && !value.equals("0");
    }

    /**
     * Starts ONNX Runtime at the first call.
     *
     * @throws IllegalStateException if telemetry is not disabled; a running JVM cannot set the variable
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
