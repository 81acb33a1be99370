package io.nerest.detection.network;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Settings of the engine, which hold for the whole process. */
public final class TorchEngine {
    private static boolean loaded;

    private TorchEngine() {}

    /**
     * Loads the engine and sets its compute threads; 0 leaves them as they are. At its first start on a machine DJL unpacks
     * libtorch below {@code DJL_CACHE_DIR} (a system property or a variable of the environment; else {@code ~/.djl.ai}).
     */
    public static void start(int threads) {
        load();
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
    }

    /** One process at a time: DJL deletes what it finds half unpacked, though another process may be at it. */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        Path folder = Utils.getEngineCacheDir("pytorch");
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            Engine.getEngine("PyTorch"); // unpacked when the image was built; nobody can be at it
            loaded = true;
            return;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("nerest.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Engine.getEngine("PyTorch");
                loaded = lock.isValid();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "libtorch cannot be unpacked to %s; set DJL_CACHE_DIR to a folder that can be written"
                            .formatted(folder),
                    unwritable);
        }
    }
}
