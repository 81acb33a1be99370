package io.nerest.detector.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.architecture.Operation.Convolution;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitecturesTest {

    @ParameterizedTest
    @CsvSource({
        "yolov8n, 1, 3011043, 355",
        "yolov8n, 80, 3157200, 355",
        "yolov8s, 1, 11135987, 355",
        "yolov8s, 80, 11166560, 355",
        "yolov8m, 1, 25856899, 475",
        "yolov8m, 80, 25902640, 475",
        "yolov8l, 1, 43630611, 595",
        "yolov8l, 80, 43691520, 595",
        "yolov8x, 1, 68153571, 595",
        "yolov8x, 80, 68229648, 595",
        "yolov5nu, 80, 2654816, 427",
        "yolov5su, 80, 9153152, 427",
        "yolov5mu, 80, 25111456, 559"
    })
    void everyNetworkHasAsManyParametersAndTensorsAsTheReference(
            String name, int classes, long parameters, int tensors) {
        NetworkDescription network = Architectures.describe(name, classes);

        assertThat(network.parameters()).isEqualTo(parameters);
        assertThat(network.tensors()).hasSize(tensors);
    }

    @Test
    void aNetworkIsFoundUnderTheNamesThatUsersOfTheReferenceWrite() {
        assertThat(Architectures.describe("yolov8s.yaml", 3).name()).isEqualTo("yolov8s");
        assertThat(Architectures.describe("yolov5n.yaml", 3).name()).isEqualTo("yolov5nu");
        assertThat(Architectures.describe("YOLOv5nu", 3).name()).isEqualTo("yolov5nu");
    }

    @Test
    void unknownNameIsRejectedWithTheAvailableNames() {
        assertThatThrownBy(() -> Architectures.describe("yolov9z", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yolov9z")
                .hasMessageContaining("yolov8n");
    }

    @ParameterizedTest
    @MethodSource("io.nerest.detector.architecture.Architectures#names")
    void everyOperationFindsItsInputsComputedAndItsChannelsRight(String name) {
        NetworkDescription network = Architectures.describe(name, 7);
        Set<Value> known = new HashSet<>(Set.of(network.input()));

        for (Operation operation : network.operations()) {
            assertThat(known).containsAll(operation.inputs());
            if (operation instanceof Convolution c) {
                assertThat(c.layer().inputs()).isEqualTo(c.input().channels());
            }
            assertThat(known.add(operation.output())).isTrue();
        }
        boolean small = name.endsWith("-p2");
        assertThat(network.head().levels())
                .extracting(DetectHead.Level::stride)
                .containsExactly(small ? new Integer[] {4, 8, 16, 32} : new Integer[] {8, 16, 32});
        assertThat(known).contains(network.embedding());
        assertThat(network.head().anchors(320, 320)).isEqualTo(small ? 8500 : 2100);
    }

    @Test
    void namesOfTheStateAreThoseOfTheReference() {
        NetworkDescription network = Architectures.describe("yolov8n", 1);

        assertThat(network.tensors())
                .contains(
                        new TensorSpec("model.2.m.0.cv1.conv.weight", TensorRole.CONVOLUTION_WEIGHT, 16, 16, 3, 3),
                        new TensorSpec("model.9.cv2.bn.running_var", TensorRole.RUNNING_VARIANCE, 256),
                        new TensorSpec("model.22.cv3.1.2.bias", TensorRole.BIAS, 1),
                        new TensorSpec("model.22.dfl.conv.weight", TensorRole.BINS, 1, 16, 1, 1));
    }

    @Test
    void aConvolutionCanBeDescribedWithoutItsActivation() {
        NetworkDescription network = Architectures.describe("yolov8n", 1).withoutActivation(Set.of("model.9.cv1"));

        assertThat(network.operations())
                .filteredOn(o -> o instanceof Convolution c && c.layer().activation() == Activation.NONE)
                .extracting(o -> ((Convolution) o).layer().name())
                .hasSize(7)
                .contains("model.9.cv1");
    }
}
