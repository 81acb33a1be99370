package io.nerest.detector.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.golden.SharedFiles;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.onnx.OnnxModelFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void damagedCheckpointsOfTheReferenceAreReadOrRefusedWithinTheMemoryOfTheirSize() throws IOException {
        byte[] whole = Files.readAllBytes(SharedFiles.require("golden/yolov8n_fish.pt"));

        int refused = holdAgainst(whole, "damaged.pt", TrainedNetwork::read);

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
        long mostMemory = 8L * whole.length + (32 << 20);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = whole;
            while (Arrays.equals(damaged, whole)) {
                damaged = Mutation.of(whole, random, i);
            }
            Path file = Files.write(folder.resolve(name), damaged);
            // On a thread of its own, so that a reader that hangs fails the test and does not hang it.
            Look look = Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> look(reader, file), "mutation " + i + " of " + name);
            assertThat(look.failure()).as("mutation %d of %s", i, name).isEmpty();
            assertThat(look.allocated())
                    .as("bytes allocated for mutation %d of %s", i, name)
                    .isLessThan(mostMemory);
            refused += look.refused() ? 1 : 0;
        }
        return refused;
    }

    /**
     * What came of a file.
     *
     * @param failure anything thrown that is no refusal
     */
    private record Look(boolean refused, Optional<Throwable> failure, long allocated) {}

    private static Look look(Reader reader, Path file) {
        long before = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
        boolean refused = false;
        Optional<Throwable> failure = Optional.empty();
        try {
            reader.read(file);
        } catch (UnreadableWeightsException expected) {
            refused = true;
            if (!String.valueOf(expected.getMessage()).contains(String.valueOf(file.getFileName()))) {
                failure = Optional.of(expected);
            }
        } catch (IOException | RuntimeException | Error other) {
            failure = Optional.of(other);
        }
        long allocated = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        return new Look(refused, failure, allocated);
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
