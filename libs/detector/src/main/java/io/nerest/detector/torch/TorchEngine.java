package io.nerest.detector.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The engine, whose settings hold for the whole process, and the devices that it computes on. */
public final class TorchEngine {
    private static final String ENGINE = "PyTorch";

    private static boolean loaded;
    private static int ownThreads;

    private TorchEngine() {}

    /**
     * Loads the engine and sets its compute threads; 0 for as many as libtorch takes by itself, one a core. The number holds for
     * the whole process, so that whoever starts next sets it anew: a training would otherwise compute on the one thread of a
     * detector that was used before it, at half its speed and with other roundings. At its first start on a machine DJL unpacks
     * libtorch below {@code DJL_CACHE_DIR} (a system property or a variable of the environment; else {@code ~/.djl.ai}).
     */
    public static void start(int threads) {
        load();
        JniUtils.setNumThreads(threads > 0 ? threads : ownThreads);
    }

    /**
     * A manager of memory on a device, to be closed.
     *
     * @throws IllegalArgumentException where there is no such device, or libtorch is not built for it
     */
    public static PtNDManager managerOn(ComputeDevice device) {
        load();
        if (device.isCpu()) {
            return manager(Device.cpu());
        }
        if (!Engine.getEngine(ENGINE).hasCapability("CUDA")) {
            throw new IllegalArgumentException(
                    ("device=%s cannot be used: libtorch sees no CUDA device. The one that comes "
                                    + "along computes on CPUs; name one that is built for CUDA by PYTORCH_LIBRARY_PATH, "
                                    + "PYTORCH_VERSION and PYTORCH_FLAVOR, or leave device=cpu")
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

    /** libtorch goes on with a hundred lines of what it is made of. */
    private static String firstLine(EngineException refused) {
        return String.valueOf(refused.getMessage()).lines().findFirst().orElse("libtorch gives no reason");
    }

    /** One process at a time: DJL deletes what it finds half unpacked, though another process may be at it. */
    private static synchronized void load() {
        if (loaded) {
            return;
        }
        Path folder = Utils.getEngineCacheDir("pytorch");
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            startEngine(); // unpacked when the image was built; nobody can be at it
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

    /** DJL says only that it failed; why is in the cause. */
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
