package io.nerest.detector.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.image.TestImages;
import io.nerest.detector.model.TestNetworks;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.onnx.OnnxExport;
import io.nerest.detector.onnx.OnnxExportOptions;
import io.nerest.detector.torch.ComputeDevice;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {
    private static final int HEIGHT = 96;
    private static final int WIDTH = 160;

    /** Two implementations, generated independently from the description, of network, decoding and embedding. */
    @ParameterizedTest
    @ValueSource(strings = {"yolov8n", "yolov5nu"})
    void onnxRuntimeAndLibtorchPredictTheSame(String architecture) {
        // Given
        TrainedNetwork network = TestNetworks.detecting(architecture, 2, 3);
        ByteBuffer pixels = TestImages.planes(2, HEIGHT, WIDTH, 5);

        // When
        NetworkOutput onnx;
        NetworkOutput torch;
        try (OnnxEngine engine = new OnnxEngine(OnnxExport.of(network, OnnxExportOptions.SERVING), "onnx-fp32", 1);
                TorchScriptEngine other = new TorchScriptEngine(network, false, ComputeDevice.CPU, 1)) {
            onnx = engine.run(pixels, 2, HEIGHT, WIDTH);
            torch = other.run(pixels, 2, HEIGHT, WIDTH);
        }

        // Then
        int anchors = HEIGHT * WIDTH / 64 + HEIGHT * WIDTH / 256 + HEIGHT * WIDTH / 1024;
        assertThat(onnx.anchors()).isEqualTo(torch.anchors()).isEqualTo(anchors);
        assertThat(onnx.classes()).isEqualTo(torch.classes()).isEqualTo(2);
        assertThat(worst(onnx, torch, 0, 4)).as("pixels of boxes").isLessThan(0.05f);
        assertThat(worst(onnx, torch, 4, 6)).as("scores").isLessThan(1e-3f);
        assertThat(highestScore(onnx)).isBetween(0.3f, 1f);
        assertThat(onnx.embeddings().length).isEqualTo(2);
        assertThat(onnx.embeddings()[1]).usingComparatorWithPrecision(1e-2f).containsExactly(torch.embeddings()[1]);
    }

    private static float worst(NetworkOutput one, NetworkOutput other, int fromRow, int toRow) {
        float worst = 0;
        for (int i = 0; i < one.predictions().limit(); i++) {
            int row = i / one.anchors() % 6;
            if (row >= fromRow && row < toRow) {
                worst = Math.max(
                        worst,
                        Math.abs(one.predictions().get(i) - other.predictions().get(i)));
            }
        }
        return worst;
    }

    private static float highestScore(NetworkOutput output) {
        float highest = 0;
        for (int i = 0; i < output.predictions().limit(); i++) {
            if (i / output.anchors() % 6 >= 4) {
                highest = Math.max(highest, output.predictions().get(i));
            }
        }
        return highest;
    }
}
