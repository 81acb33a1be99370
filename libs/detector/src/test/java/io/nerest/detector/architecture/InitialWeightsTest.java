package io.nerest.detector.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerest.detector.weights.Weights;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private final NetworkDescription network = Architectures.describe("yolov8n", 3);

    @Test
    void convolutionsAreUniformWithinOneOverTheRootOfTheirFanIn() {
        Weights weights = InitialWeights.of(network, 0);

        float[] values = floats(weights, "model.8.m.0.cv1.conv.weight");
        double bound = 1 / Math.sqrt(128 * 9);
        double square = 0;
        for (float value : values) {
            assertThat(value).isBetween((float) -bound, (float) bound);
            square += value * value;
        }
        assertThat(Math.sqrt(square / values.length)).isCloseTo(bound / Math.sqrt(3), within(bound * 0.01));
    }

    @Test
    void theHeadStartsWithBiasesThatExpectFewObjects() {
        Weights weights = InitialWeights.of(network, 0);

        assertThat(floats(weights, "model.22.cv2.1.2.bias")).containsOnly(2.0f);
        assertThat(floats(weights, "model.22.cv3.0.2.bias")).containsOnly((float) Math.log(5.0 / 3 / 6400));
        assertThat(floats(weights, "model.22.cv3.2.2.bias")).containsOnly((float) Math.log(5.0 / 3 / 400));
        assertThat(floats(weights, "model.22.dfl.conv.weight"))
                .startsWith(0, 1, 2)
                .endsWith(14, 15);
    }

    @Test
    void equalSeedsCreateEqualWeightsAndOthersDifferentOnes() {
        float[] first = floats(InitialWeights.of(network, 5), "model.0.conv.weight");

        assertThat(floats(InitialWeights.of(network, 5), "model.0.conv.weight")).isEqualTo(first);
        assertThat(floats(InitialWeights.of(network, 6), "model.0.conv.weight")).isNotEqualTo(first);
    }

    @Test
    void headForAnotherNumberOfClassesIsInitialisedAndTheRestTransferred() {
        Weights checkpoint = InitialWeights.of(Architectures.describe("yolov8n", 1), 9);

        WeightTransfer transfer = WeightTransfer.into(network, checkpoint, 0);

        assertThat(transfer.fresh())
                .containsExactly(
                        "model.22.cv3.0.2.weight",
                        "model.22.cv3.0.2.bias",
                        "model.22.cv3.1.2.weight",
                        "model.22.cv3.1.2.bias",
                        "model.22.cv3.2.2.weight",
                        "model.22.cv3.2.2.bias");
        assertThat(transfer.taken()).isEqualTo(349);
        assertThat(floats(transfer.weights(), "model.0.conv.weight"))
                .isEqualTo(floats(checkpoint, "model.0.conv.weight"));
        assertThat(transfer.weights().tensors()).hasSize(355);
    }

    private static float[] floats(Weights weights, String name) {
        return weights.tensor(name).orElseThrow().toFloats();
    }
}
