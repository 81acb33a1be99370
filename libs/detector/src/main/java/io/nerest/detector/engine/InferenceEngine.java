package io.nerest.detector.engine;

import java.nio.ByteBuffer;

/**
 * A network without pre- and postprocessing. Implementations are thread-safe; each call uses the engine's own compute
 * threads.
 */
public interface InferenceEngine extends AutoCloseable {

    /**
     * Runs the network on one batch.
     *
     * @param pixels direct buffer, uint8 RGB, [batch, 3, height, width] from index 0
     * @param height multiple of 32
     * @param width multiple of 32
     * @throws IllegalArgumentException if a side is not a multiple of 32 or the buffer is too short
     */
    NetworkOutput run(ByteBuffer pixels, int batch, int height, int width);

    /** Returns the name in reports: {@code onnx-fp32}. */
    String name();

    @Override
    void close();
}
