package io.nerest.detector.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackNativesTest {

    @Test
    void theLibrariesOfOnnxRuntimeAreUnpackedCompletely(@TempDir Path folder) throws Exception {
        UnpackNatives.unpackOnnxRuntime(folder.resolve("onnx"));

        assertThat(folder.resolve("onnx/libonnxruntime4j_jni.so")).isRegularFile();
        assertThat(Files.size(folder.resolve("onnx/libonnxruntime.so"))).isGreaterThan(10_000_000);
    }
}
