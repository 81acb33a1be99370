package io.nerest.detector.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The libtorch engine and its devices. Its settings apply to the whole process. */
public final class TorchEngine {
    private static final String ENGINE = "PyTorch";

    private static boolean loaded;
    private static int ownThreads;

    private TorchEngine() {}

    /**
     * Loads the engine and sets its compute threads. The number is a setting of the whole process, so every user of the
     * engine calls this first: a training would otherwise run on the single thread of a detector used before it, at half the
     * speed and with other rounding. On the first start on a machine DJL unpacks libtorch below {@code DJL_CACHE_DIR} (a
     * system property or an environment variable; {@code ~/.djl.ai} by default).
     *
     * @param threads 0 for libtorch's default, one per core
     */
    public static void start(int threads) {
        load();
        JniUtils.setNumThreads(threads > 0 ? threads : ownThreads);
    }

    /** Returns version and flavour of the libtorch that will be loaded, without loading it: {@code 2.7.1-20250812 cpu}. */
    public static String libraryVersion() {
        Map<String, String> environment = System.getenv();
        if (environment.containsKey("PYTORCH_LIBRARY_PATH")) {
            return "%s %s"
                    .formatted(
                            environment.getOrDefault("PYTORCH_VERSION", "unknown"),
                            environment.getOrDefault("PYTORCH_FLAVOR", "unknown"));
        }
        Platform platform = Platform.detectPlatform("pytorch");
        return platform.getVersion() + " " + platform.getFlavor();
    }

    /**
     * Returns a manager of memory on a device. The caller closes it.
     *
     * @throws IllegalArgumentException if the device does not exist, or libtorch is not built for it
     */
    public static PtNDManager managerOn(ComputeDevice device) {
        load();
        if (device.isCpu()) {
            return manager(Device.cpu());
        }
        if (!Engine.getEngine(ENGINE).hasCapability("CUDA")) {
            throw new IllegalArgumentException(("device=%s cannot be used: libtorch finds no CUDA device. The bundled "
                            + "libtorch is for CPUs; name one that is built for CUDA by PYTORCH_LIBRARY_PATH, "
                            + "PYTORCH_VERSION and PYTORCH_FLAVOR, or use device=cpu")
                    .formatted(device.gpu()));
        }
        PtNDManager manager = manager(Device.gpu(device.gpu()));
        try (NDManager probe = manager.newSubManager()) {
            probe.create(1f);
            return manager;
        } catch (EngineException refused) {
            manager.close();
            throw new IllegalArgumentException(
                    "device=%s cannot be used: %s".formatted(device.gpu(), firstLine(refused)), refused);
        }
    }

    private static PtNDManager manager(Device device) {
        return (PtNDManager) Engine.getEngine(ENGINE).newBaseManager(device);
    }

    /** The first line is the reason; a native stack trace follows it. */
    static String firstLine(EngineException refused) {
        return String.valueOf(refused.getMessage()).lines().findFirst().orElse("libtorch reports no reason");
    }

    /** Holds a file lock: DJL deletes a partly unpacked library even if another process is still unpacking it. */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        Path folder = Utils.getEngineCacheDir("pytorch");
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            startEngine(); // unpacked when the container image was built
            loaded = true;
            return;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("nerest.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                startEngine();
                loaded = lock.isValid();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "libtorch cannot be unpacked to %s; set DJL_CACHE_DIR to a folder that can be written"
                            .formatted(folder),
                    unwritable);
        }
    }

    /** Reports the cause of DJL's exception; its own message gives no reason. */
    private static void startEngine() {
        try {
            Engine.getEngine(ENGINE);
            ownThreads = JniUtils.getNumThreads();
        } catch (EngineException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException(
                    "libtorch cannot be loaded, and PYTORCH_LIBRARY_PATH is %s: %s"
                            .formatted(
                                    System.getenv().getOrDefault("PYTORCH_LIBRARY_PATH", "not set"),
                                    cause.getMessage()),
                    failed);
        }
    }
}
