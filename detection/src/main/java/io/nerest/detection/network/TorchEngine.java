package io.nerest.detection.network;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** Settings of the engine, which hold for the whole process. */
public final class TorchEngine {
    private TorchEngine() {}

    /** Loads the engine and sets its compute threads; 0 leaves them as they are. */
    public static void start(int threads) {
        Engine.getEngine("PyTorch");
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
    }
}
