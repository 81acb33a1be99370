package io.nerest.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.golden.GoldenFiles;
import io.nerest.detector.weights.Weights;
import io.nerest.training.batch.TrainingBatch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Decoded boxes: a formula against the reference implementation's numbers, and the network against the formula. */
class GoldenBoxesTest {
    private static final int SIDE = 64;
    private static final int BINS = 64;

    @Test
    void theFormulaGivesTheBoxesOfTheReference() {
        Weights golden = GoldenFiles.tensors("decoded.safetensors");
        float[] anchors = golden.tensor("anchors").orElseThrow().toFloats();
        float[] bins = golden.tensor("bins").orElseThrow().toFloats();
        float[] logits = golden.tensor("logits").orElseThrow().toFloats();
        float[] expected = golden.tensor("decoded").orElseThrow().toFloats();

        assertThat(anchors).hasSizeGreaterThan(20);
        for (int row = 0; row < anchors.length; row++) {
            double[] decoded = BoxFormula.decode((int) anchors[row], 320, row(bins, row, BINS), row(logits, row, 1));
            assertEqual(decoded, row(expected, row, 5), "anchor " + (int) anchors[row]);
        }
    }

    @Test
    void aNetworkDecodesItsHeadOutputsByTheFormula() {
        NetworkDescription description = Architectures.describe("yolov8n", 2);
        try (InspectableNetwork network = TrainableNetworks.inspect(
                description, InitialWeights.of(description, 3), TrainOptions.DEFAULT.withThreads(1))) {
            TrainingBatch batch = RandomBatch.of(2, SIDE, SIDE);

            HeadOutputs heads = network.heads(batch);
            Evaluation evaluation = network.evaluate(batch);

            int anchors = evaluation.anchors();
            for (int i = 0; i < 2 * anchors; i++) {
                double[] decoded =
                        BoxFormula.decode(i % anchors, SIDE, row(heads.bins(), i, BINS), row(heads.logits(), i, 2));
                float[] found = new float[6];
                for (int channel = 0; channel < 6; channel++) {
                    found[channel] = evaluation.predictions().get((i / anchors * 6 + channel) * anchors + i % anchors);
                }
                assertEqual(decoded, found, "row " + i);
            }
        }
    }

    private static void assertEqual(double[] boxAndScores, float[] other, String place) {
        for (int channel = 0; channel < other.length; channel++) {
            assertThat(boxAndScores[channel])
                    .as("%s, channel %d", place, channel)
                    .isCloseTo(other[channel], within(channel < 4 ? 0.01 : 1e-4));
        }
    }

    private static float[] row(float[] rows, int row, int columns) {
        return Arrays.copyOfRange(rows, row * columns, (row + 1) * columns);
    }
}
