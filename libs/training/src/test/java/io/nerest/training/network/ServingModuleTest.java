package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.torch.ComputeDevice;
import io.nerest.detector.torch.TorchEngine;
import io.nerest.detector.torchscript.ServingModule;
import io.nerest.detector.torchscript.ServingOptions;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingModuleTest {
    private static final NetworkDescription NETWORK = Architectures.describe("yolov5nu", 2);

    @TempDir
    private Path folder;

    @SuppressWarnings("ArrayRecordComponent")
    private record Output(float[] predictions, float[] embedding) {}

    @ParameterizedTest
    @CsvSource({"false, false, 0.01", "false, true, 0.01", "true, false, 2", "true, true, 2"})
    void servesTheBoxesOfTheTrainedNetworkAtAnyBatchAndSize(boolean bf16, boolean fused, float pixels)
            throws IOException {
        Weights weights = trained();
        Path file = folder.resolve("serving.pt");
        TorchEngine.start(1);
        ServingModule.write(file, NETWORK, weights, new ServingOptions(bf16, fused, true));

        try (ScriptModule module = ScriptModule.load(file, ComputeDevice.CPU);
                TrainableNetwork network =
                        TrainableNetworks.create(NETWORK, weights, TrainOptions.DEFAULT.withThreads(1))) {
            for (int[] size : new int[][] {{2, 64, 64}, {1, 96, 64}}) {
                TrainingBatch batch = RandomBatch.of(size[0], size[1], size[2]);
                Evaluation expected = network.evaluate(batch);
                Output output = serve(module, batch);

                assertThat(output.predictions()).hasSize(expected.predictions().remaining());
                for (int i = 0; i < output.predictions().length; i++) {
                    boolean box = i / expected.anchors() % 6 < 4;
                    assertThat(Math.abs(output.predictions()[i]
                                    - expected.predictions().get(i)))
                            .isLessThanOrEqualTo(box ? pixels : 0.01f);
                }
                assertThat(output.embedding())
                        .hasSize(size[0] * NETWORK.embedding().channels());
            }
        }
    }

    @Test
    void embeddingsOfDifferentImagesDiffer() throws IOException {
        Path file = folder.resolve("serving.pt");
        TorchEngine.start(1);
        ServingModule.write(file, NETWORK, trained(), new ServingOptions(false, false, true));

        try (ScriptModule module = ScriptModule.load(file, ComputeDevice.CPU)) {
            float[] both = serve(module, RandomBatch.of(2, 64, 64)).embedding();
            int length = NETWORK.embedding().channels();

            assertThat(java.util.Arrays.copyOf(both, length))
                    .isNotEqualTo(java.util.Arrays.copyOfRange(both, length, 2 * length));
        }
    }

    /** Weights whose running statistics were updated by a batch, so that folding changes the weights. */
    private static Weights trained() {
        try (TrainableNetwork network =
                TrainableNetworks.create(NETWORK, InitialWeights.of(NETWORK, 1), TrainOptions.DEFAULT.withThreads(1))) {
            for (int i = 0; i < 3; i++) {
                network.forwardBackward(RandomBatch.small());
                network.step(new OptimizerStep(0.01, 0.01, 0.01, 0.9, 0, 0));
            }
            return network.weights();
        }
    }

    private static Output serve(ScriptModule module, TrainingBatch batch) {
        return module.call(
                "forward",
                args -> new NDList(
                        args.pixels(batch.pixels().duplicate(), batch.count(), 3, batch.height(), batch.width())),
                result -> new Output(result.get(0).toFloatArray(), result.get(1).toFloatArray()));
    }
}
