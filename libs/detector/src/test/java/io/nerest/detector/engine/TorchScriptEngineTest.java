package io.nerest.detector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.torch.ComputeDevice;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScriptEngineTest {
    private static final int SIDE = 160;
    private static final int RUNS = 20;

    /** libtorch reuses memory after a call, so the output must be a copy. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outputOfACallIsNotChangedByLaterCalls(boolean bf16) {
        TrainedNetwork network = TrainedNetwork.of(InitialWeights.of(Architectures.describe("yolov8n", 1), 0));
        Random random = new Random(3);
        List<FloatBuffer> given = new ArrayList<>();
        List<float[]> atOnce = new ArrayList<>();

        try (TorchScriptEngine engine = new TorchScriptEngine(network, bf16, ComputeDevice.CPU, 1)) {
            for (int run = 0; run < RUNS; run++) {
                byte[] bytes = new byte[3 * SIDE * SIDE];
                random.nextBytes(bytes);
                ByteBuffer pixels =
                        ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
                NetworkOutput output = engine.run(pixels, 1, SIDE, SIDE);
                given.add(output.predictions());
                atOnce.add(values(output.predictions()));
            }
        }

        for (int run = 0; run < RUNS; run++) {
            assertThat(values(given.get(run))).as("run %d", run).isEqualTo(atOnce.get(run));
        }
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.limit()];
        buffer.duplicate().position(0).get(values);
        return values;
    }
}
