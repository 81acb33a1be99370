package io.nerest.detector.engine;

import java.nio.ByteBuffer;

/**
 * The network alone: pictures in, predictions out. Implementations may be called from several threads; each call uses the
 * engine's own compute threads.
 */
public interface InferenceEngine extends AutoCloseable {

    /**
     * Runs the network on one batch.
     *
     * @param pixels direct buffer, uint8 RGB, [batch, 3, height, width] from index 0
     * @param height multiple of 32
     * @param width multiple of 32
     * @throws IllegalArgumentException where a side is no multiple of 32 or the buffer is too short
     */
    NetworkOutput run(ByteBuffer pixels, int batch, int height, int width);

    /** What runs, for reports: {@code onnx-fp32}. */
    String name();

    @Override
    void close();
}
