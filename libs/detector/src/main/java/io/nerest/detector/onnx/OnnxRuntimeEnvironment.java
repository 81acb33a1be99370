package io.nerest.detector.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * The ONNX Runtime environment of this process. Starts only if telemetry is disabled. Inference is possible until the process ends, also
 * while the JVM shuts down.
 */
public final class OnnxRuntimeEnvironment {
    /** Environment variable that disables telemetry and files below the user's cache folder. */
    public static final String SILENCE = "ORT_DISABLE_TELEMETRY";

    private static boolean kept;

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
    public static synchronized OrtEnvironment get() {
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
        if (!kept) {
            keep();
            kept = true;
        }
        return environment;
    }

    /**
     * Takes a second reference to the native environment. ONNX Runtime releases the first one in a shutdown hook of the JVM, while a service
     * still finishes its last images: an inference after the last release crashes the process. The public API has no way to prevent it.
     */
    private static void keep() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(
                    "this version of ONNX Runtime keeps its environment in an unknown way", unknown);
        }
    }
}
