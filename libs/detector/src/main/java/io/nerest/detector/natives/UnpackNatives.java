package io.nerest.detector.natives;

import io.nerest.detector.image.OpenCv;
import io.nerest.detector.torch.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Unpacks the native libraries of images and inference when a container image is built, so that its processes start
 * with a read-only file system and without the time for it:
 *
 * <ul>
 *   <li>OpenCV, which JavaCPP unpacks to the system property {@code org.bytedeco.javacpp.cachedir};
 *   <li>libtorch, which DJL unpacks to {@code DJL_CACHE_DIR};
 *   <li>ONNX Runtime, to {@code FOLDER/onnx}; a process loads it from there with {@code -Donnxruntime.native.path}.
 * </ul>
 */
public final class UnpackNatives {
    private static final String ONNX_RESOURCES = "/ai/onnxruntime/native/linux-x64/";
    private static final List<String> ONNX_LIBRARIES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

    private UnpackNatives() {}

    /**
     * Unpacks all libraries.
     *
     * @param arguments the folder that receives the libraries
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: UnpackNatives FOLDER");
            System.exit(2);
        }
        OpenCv.load();
        TorchEngine.start(1);
        unpackOnnxRuntime(Path.of(arguments[0]).resolve("onnx"));
        System.out.println("unpacked OpenCV, libtorch " + TorchEngine.libraryVersion() + " and ONNX Runtime");
    }

    /** Copies the libraries of ONNX Runtime for Linux x86-64 into a folder, which is created. */
    static void unpackOnnxRuntime(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String library : ONNX_LIBRARIES) {
            try (InputStream bytes = UnpackNatives.class.getResourceAsStream(ONNX_RESOURCES + library)) {
                if (bytes == null) {
                    throw new IOException(ONNX_RESOURCES + library + " is not on the class path");
                }
                Files.copy(bytes, folder.resolve(library), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
