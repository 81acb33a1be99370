package io.nerest.detector.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.model.Complexity;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPruningTest {

    @ParameterizedTest
    @ValueSource(strings = {"yolov8n", "yolov5nu", "yolov8n-p2"})
    void thePrunedNetworkIsSmallerAndItsWeightsDescribeIt(String name) {
        NetworkDescription network = Architectures.describe(name, 2);

        TrainedNetwork pruned = TrainedNetwork.of(ChannelPruning.prune(network, InitialWeights.of(network, 1), 0.5));

        assertThat((double) pruned.description().parameters() / network.parameters())
                .isBetween(0.2, 0.5);
        assertThat(Complexity.gigaFlops(pruned.description(), 320))
                .isLessThan(0.6 * Complexity.gigaFlops(network, 320));
        assertThat(pruned.description().name()).isEqualTo(name + "-pruned");
        assertThat(ArchitectureFile.parse("again", pruned.description().definition())
                        .describe(2)
                        .tensors())
                .isEqualTo(pruned.description().tensors());
    }

    @Test
    void theChannelsOfSmallestScaleAreRemovedAndTheOthersKeepTheirWeights() {
        NetworkDescription network = TinyArchitecture.describe(2);
        Weights start = InitialWeights.of(network, 1);
        float[] scale = {9, 1, 8, 2, 7, 3, 6, 4};
        Weights weights = with(start, "model.0.bn.weight", scale);

        Weights pruned = ChannelPruning.prune(network, weights, 0.5);

        assertThat(floats(pruned, "model.0.bn.weight")).containsExactly(9, 8, 7, 6);
        float[] before = floats(start, "model.0.conv.weight");
        float[] after = floats(pruned, "model.0.conv.weight");
        assertThat(Arrays.copyOfRange(after, 27, 54)).isEqualTo(Arrays.copyOfRange(before, 54, 81));
        assertThat(pruned.tensor("model.1.conv.weight").orElseThrow().shape()).containsExactly(4, 4, 3, 3);
    }

    @Test
    void aPrunedNetworkCanBePrunedAgain() {
        NetworkDescription network = Architectures.describe("yolov8n", 1);
        TrainedNetwork once = TrainedNetwork.of(ChannelPruning.prune(network, InitialWeights.of(network, 1), 0.3));

        TrainedNetwork twice = TrainedNetwork.of(ChannelPruning.prune(once.description(), once.weights(), 0.3));

        assertThat(twice.description().parameters())
                .isLessThan(once.description().parameters());
        assertThat(twice.description().name()).isEqualTo("yolov8n-pruned");
    }

    @Test
    void aRatioThatRemovesNothingOrEverythingIsRejected() {
        NetworkDescription network = TinyArchitecture.describe(1);
        Weights weights = InitialWeights.of(network, 1);

        assertThatThrownBy(() -> ChannelPruning.prune(network, weights, 1)).hasMessageContaining("at most 0.9");
        assertThatThrownBy(() -> ChannelPruning.prune(network, weights, 0.01)).hasMessageContaining("removes nothing");
    }

    private static Weights with(Weights start, String name, float[] values) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (WeightTensor tensor : start.tensors().values()) {
            tensors.add(tensor.name().equals(name) ? WeightTensor.ofFloats(name, tensor.shape(), values) : tensor);
        }
        return new Weights(tensors, start.metadata());
    }

    private static float[] floats(Weights weights, String name) {
        return weights.tensor(name).orElseThrow().toFloats();
    }
}
