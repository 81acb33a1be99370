package io.nerest.detector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.image.TestImages;
import io.nerest.detector.model.TestNetworks;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownInferenceTest {

    @Test
    void imagesAreInferredWhileTheProcessShutsDown(@TempDir Path folder) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        Infers.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile());
        // The C library overwrites memory that is freed, so that its use crashes the process every time and not once in
        // many.
        builder.environment().put("MALLOC_PERTURB_", "165");
        Process process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
    }

    /** Infers in a shutdown hook, for longer than the other hooks take. */
    static final class Infers {
        private static final int HEIGHT = 96;
        private static final int WIDTH = 160;
        private static final int IMAGES = 100;

        private Infers() {}

        public static void main(String[] args) {
            OnnxEngine engine = new OnnxEngine(
                    OnnxExport.of(TestNetworks.detecting("yolov8n", 2, 3), OnnxExportOptions.SERVING), "onnx-fp32", 1);
            ByteBuffer pixels = TestImages.planes(1, HEIGHT, WIDTH, 5);
            engine.run(pixels, 1, HEIGHT, WIDTH);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (int i = 0; i < IMAGES; i++) {
                    engine.run(pixels, 1, HEIGHT, WIDTH);
                }
            }));
            System.exit(7);
        }
    }
}
