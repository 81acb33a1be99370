package io.nerest.detector.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.sun.management.ThreadMXBean;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.golden.GoldenFiles;
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

/** A hundred mutations each of two checkpoints, a safetensors file and an ONNX file, the same at every run. */
class DamagedFilesTest {
    private static final int MUTATIONS = 100;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void damagedCheckpointsAreReadOrRejectedInBoundedMemory() throws IOException {
        Path file = folder.resolve("whole.pt");
        TorchStateFile.write(file, weights());

        int refused = countRejected(Files.readAllBytes(file), "damaged.pt", TorchCheckpoint::read);

        assertThat(refused).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void damagedModuleTreesAreReadOrRejectedInBoundedMemory() throws IOException {
        byte[] whole = GoldenFiles.bytes("module-checkpoint.pt");

        int refused = countRejected(whole, "damaged.pt", TorchCheckpoint::read);

        assertThat(refused).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void damagedSafetensorsAreReadOrRejectedInBoundedMemory() throws IOException {
        Path file = folder.resolve("whole.safetensors");
        SafetensorsFile.write(file, weights());

        int refused = countRejected(Files.readAllBytes(file), "damaged.safetensors", SafetensorsFile::read);

        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }

    @Test
    void damagedOnnxFilesAreRejectedBeforeTheRuntimeReadsThem() throws IOException {
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        ModelProto model = OnnxExport.of(network, OnnxExportOptions.DEFAULT);
        // A part of the graph: the checksum covers it like the whole, and a mutation of 100 kB is faster.
        GraphProto part = model.getGraph().toBuilder()
                .clearInitializer()
                .addAllInitializer(model.getGraph().getInitializerList().subList(0, 8))
                .build();
        byte[] whole =
                OnnxModelFile.sealed(model.toBuilder().setGraph(part).build()).toByteArray();
        OnnxModelFile.read(Files.write(folder.resolve("whole.onnx"), whole));

        int refused = countRejected(whole, "damaged.onnx", OnnxModelFile::read);

        assertThat(refused).isEqualTo(MUTATIONS);
    }

    private interface Reader {
        Object read(Path file) throws IOException;
    }

    /** Returns the number of rejected mutations. Fails if one is neither rejected nor read. */
    private int countRejected(byte[] whole, String name, Reader reader) throws IOException {
        Random random = new Random(20_240_229);
        long mostMemory = 8L * whole.length + (32 << 20);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = whole;
            while (Arrays.equals(damaged, whole)) {
                damaged = Mutation.of(whole, random, i);
            }
            Path file = Files.write(folder.resolve(name), damaged);
            // On its own thread, so that a reader that hangs fails the test.
            Result result = Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> read(reader, file), "mutation " + i + " of " + name);
            assertThat(result.failure()).as("mutation %d of %s", i, name).isEmpty();
            assertThat(result.allocated())
                    .as("bytes allocated for mutation %d of %s", i, name)
                    .isLessThan(mostMemory);
            refused += result.refused() ? 1 : 0;
        }
        return refused;
    }

    /**
     * The result of reading one file.
     *
     * @param failure anything thrown other than the expected exception
     */
    private record Result(boolean refused, Optional<Throwable> failure, long allocated) {}

    private static Result read(Reader reader, Path file) {
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
        return new Result(refused, failure, allocated);
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
