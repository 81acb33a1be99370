package io.nerest.detector.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureFileTest {
    private static final String TINY = TinyArchitecture.TEXT;

    @ParameterizedTest
    @MethodSource("io.nerest.detector.architecture.Architectures#names")
    void theTextOfEveryKnownNetworkIsReadBackAsTheSameNetwork(String name) {
        NetworkDescription read =
                ArchitectureFile.parse(name, ArchitectureText.of(name)).describe(3);

        NetworkDescription known = Architectures.describe(name, 3);
        assertThat(read.tensors()).isEqualTo(known.tensors());
        assertThat(read.operations()).isEqualTo(known.operations());
        assertThat(read.embedding()).isEqualTo(known.embedding());
    }

    @Test
    void aCustomNetworkIsReadWithItsLevels() {
        NetworkDescription network = ArchitectureFile.parse("tiny", TINY).describe(2);

        assertThat(network.name()).isEqualTo("tiny");
        assertThat(network.head().levels()).extracting(DetectHead.Level::stride).containsExactly(4, 8, 16);
        assertThat(network.embedding().stride()).isEqualTo(16);
        assertThat(network.parameters()).isBetween(100_000L, 200_000L);
    }

    @Test
    void weightsOfACustomNetworkDescribeThemselves() {
        NetworkDescription network = ArchitectureFile.parse("tiny", TINY).describe(2);
        Weights weights = InitialWeights.of(network, 1);

        TrainedNetwork found = TrainedNetwork.of(new Weights(weights.tensors().values(), weights.metadata()));

        assertThat(found.description()).isEqualTo(network);
    }

    @Test
    void theLetterInTheNameSelectsTheScale() {
        String text = "scales:\n  n: [0.33, 0.25, 1024]\n  s: [0.33, 2.0, 1024]\n" + TINY;

        long s = ArchitectureFile.parse("yolov8s-mine", text).describe(1).parameters();
        long n = ArchitectureFile.parse("yolov8n-mine", text).describe(1).parameters();

        assertThat(s).isGreaterThan(n);
        assertThat(ArchitectureFile.parse("mine", text).describe(1).parameters())
                .isEqualTo(n);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[-1, 1, C3, [16]]|[-1, 1, C3k2, [16]]|line 7: module 'C3k2' is not supported; supported are Conv, C2f, C3, SPPF, nn.Upsample, Concat, Detect",
                "[-1, 1, C3, [16]]|[-1, 1, C3]|line 7: a row has four entries [from, repeats, module, arguments], not 3",
                "[-1, 1, C3, [16]]|[9, 1, C3, [16]]|line 7: row 4 cannot take the output of row 9",
                "[-1, 1, C3, [16]]|[-1, 1, C3, [many]]|line 7: C3: argument 1 must be a whole number from 1 to 8192, not 'many'",
                "[[-1, 4], 1, Concat, [1]]|[[-1, 2], 1, Concat, [1]]|line 12: the inputs of Concat have different strides [8, 4]",
                "[[12, 9, 6], 1, Detect, [nc]]|[[12, 6], 1, Detect, [nc]]|ok",
                "[[12, 9, 6], 1, Detect, [nc]]|[[6, 9, 12], 1, Detect, [nc]]|line 17: the levels of Detect must have ascending strides of at least 2, not [16, 8, 4]",
                "[[12, 9, 6], 1, Detect, [nc]]|[9, 1, Detect, [nc]]|line 16: no row takes the output of row 12",
                "[-1, 1, Conv, [8, 3, 2]]|[-1, 3, Conv, [8, 3, 2]]|line 3: Conv cannot be repeated",
                "head:|tail:|line 1: the key 'head' is missing",
                "[-1, 2, C2f, [8, True]]|[-1, 2, C2f, [8, True]|line 6: this is not valid YAML",
                "[-1, 1, SPPF, [16, 5]]|[-1, 1, SPPF, [16, 4]]|line 9: SPPF: the kernel must be odd",
            })
    void whatIsNotSupportedIsRejectedByItsLine(String row, String changed, String message) {
        String text = TINY.replaceFirst(java.util.regex.Pattern.quote(row), changed);
        if (message.equals("ok")) {
            assertThat(ArchitectureFile.parse("tiny", text).describe(1).head().levels())
                    .hasSize(2);
            return;
        }

        assertThatThrownBy(() -> ArchitectureFile.parse("tiny", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny, " + message);
    }

    @Test
    void channelsCanBeChangedConvolutionByConvolution() {
        String text = ArchitectureText.withChannels(
                TINY,
                Map.of(
                        "model.0",
                        List.of(4),
                        "model.2.cv1",
                        List.of(3, 2),
                        "model.2.m.0.cv2",
                        List.of(2),
                        "model.2.m.1.cv2",
                        List.of(2)));

        NetworkDescription network = ArchitectureFile.parse("tiny", text).describe(2);

        assertThat(layer(network, "model.0").outputs()).isEqualTo(4);
        assertThat(layer(network, "model.1").inputs()).isEqualTo(4);
        assertThat(layer(network, "model.2.cv1").outputs()).isEqualTo(5);
        assertThat(layer(network, "model.2.m.0.cv1").inputs()).isEqualTo(2);
        assertThat(layer(network, "model.2.cv2").inputs()).isEqualTo(3 + 2 + 2 + 2);
        assertThatThrownBy(() -> ArchitectureFile.parse(
                                "tiny", text.replace("model.2.m.1.cv2: [2]", "model.2.m.1.cv2: [3]"))
                        .describe(2))
                .hasMessageContaining("2 and 3 channels are added");
        assertThatThrownBy(() -> ArchitectureFile.parse("tiny", text.replace("model.0:", "model.99:"))
                        .describe(2))
                .hasMessageContaining("no convolution 'model.99'");
    }

    private static ConvolutionLayer layer(NetworkDescription network, String name) {
        return network.convolutions().stream()
                .filter(layer -> layer.name().equals(name))
                .findAny()
                .orElseThrow();
    }
}
