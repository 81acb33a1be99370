package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.training.batch.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEndTest {

    @Test
    void aProcessThatEndsDuringTrainingKeepsItsExitCode(@TempDir Path folder) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        Trains.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
    }

    /** Trains without end, and leaves from another thread after the third batch. */
    static final class Trains {
        private Trains() {}

        public static void main(String[] args) {
            NetworkDescription network = Architectures.describe("yolov8n", 2);
            TrainingBatch batch = RandomBatch.of(4, 128, 128);
            TrainableNetwork learning = TrainableNetworks.create(
                    network,
                    InitialWeights.of(network, 0),
                    TrainOptions.DEFAULT.withBf16(true).withThreads(2));
            for (int i = 0; ; i++) {
                learning.forwardBackward(batch);
                if (i == 2) {
                    new Thread(() -> System.exit(7)).start();
                }
            }
        }
    }
}
