package io.nerest.detection.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.nerest.detection.architecture.Architectures;
import io.nerest.detection.architecture.InitialWeights;
import io.nerest.detection.model.TrainedNetwork;
import io.nerest.detection.onnx.OnnxExport;
import io.nerest.detection.onnx.OnnxExportOptions;
import io.nerest.detection.onnx.OnnxModelFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred mutations each of a checkpoint, a safetensors file and an ONNX file, the same at every run. */
class DamagedFilesTest {
    private static final int MUTATIONS = 100;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void damagedCheckpointsAreReadOrRefusedWithinTheMemoryOfTheirSize() throws IOException {
        Path file = folder.resolve("whole.pt");
        TorchStateFile.write(file, weights());

        int refused = holdAgainst(Files.readAllBytes(file), "damaged.pt", TorchCheckpoint::read);

        assertThat(refused).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void damagedSafetensorsAreReadOrRefusedWithinTheMemoryOfTheirSize() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        SafetensorsFile.write(file, weights());

        int refused = holdAgainst(Files.readAllBytes(file), "damaged.safetensors", SafetensorsFile::read);

        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }

    @Test
    void damagedOnnxFilesAreRefusedBeforeTheRuntimeSeesThem() throws IOException {
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        byte[] whole = OnnxExport.of(network, OnnxExportOptions.DEFAULT).toByteArray();

        int refused = holdAgainst(whole, "damaged.onnx", OnnxModelFile::read);

        assertThat(refused).isEqualTo(MUTATIONS);
    }

    private interface Reader {
        Object read(Path file) throws IOException;
    }

    /** How many of the mutations were refused; fails where one ends otherwise than refused or read. */
    private int holdAgainst(byte[] whole, String name, Reader reader) throws IOException {
        Random random = new Random(20_240_229);
        long mostMemory = 40L * whole.length + (32 << 20);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = whole;
            while (Arrays.equals(damaged, whole)) {
                damaged = Mutation.of(whole, random, i);
            }
            Path file = Files.write(folder.resolve(name), damaged);
            boolean[] read = new boolean[1];
            long before = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
            assertThatCode(() -> Assertions.assertTimeout(Duration.ofSeconds(30), () -> {
                        try {
                            reader.read(file);
                            read[0] = true;
                        } catch (UnreadableWeightsException expected) {
                            assertThat(expected).hasMessageContaining(name);
                        }
                    }))
                    .as("mutation %d of %s", i, name)
                    .doesNotThrowAnyException();
            long allocated =
                    MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(allocated).as("bytes allocated for mutation %d", i).isLessThan(mostMemory);
            refused += read[0] ? 0 : 1;
        }
        return refused;
    }

    private static Weights weights() {
        return new Weights(
                List.of(
                        WeightTensor.ofFloats("model.0.conv.weight", new long[] {8, 3, 3, 3}, new float[216]),
                        WeightTensor.ofFloats("model.0.bn.weight", new long[] {8}, new float[8]),
                        WeightTensor.ofFloats("model.1.conv.weight", new long[] {4, 8, 1, 1}, new float[32])),
                Map.of("architecture", "yolov8n", "names", "[\"fish\"]"));
    }
}
