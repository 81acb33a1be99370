package io.nerest.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nerest.arguments.training.TrainingArguments;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingPointTest {
    private static final String TENSOR = "model.0.conv.weight";

    @TempDir
    private Path files;

    @Test
    void aFamilyMemberStartsFreshWithWeightsOfTheSeed() throws Exception {
        StartingPoint first = start(Map.of("model", "yolov8n.yaml", "seed", "1"), 3);
        StartingPoint same = start(Map.of("model", "yolov8n", "seed", "1"), 3);
        StartingPoint other = start(Map.of("model", "yolov8n.yaml", "seed", "2"), 3);

        assertThat(first.network().classes()).isEqualTo(3);
        assertThat(floats(first.weights())).isEqualTo(floats(same.weights())).isNotEqualTo(floats(other.weights()));
        assertThat(first.note()).contains("yolov8n", "random weights of seed 1");
    }

    @Test
    void weightsWithOtherClassesGiveAllButTheHeadAndTheLogSaysHowMany() throws Exception {
        Path checkpoint = checkpoint(1);

        StartingPoint start = start(Map.of("model", checkpoint.toString(), "seed", "5"), 3);

        assertThat(floats(start.weights()))
                .isEqualTo(floats(InitialWeights.of(Architectures.describe("yolov8n", 1), 99)));
        assertThat(start.network().classes()).isEqualTo(3);
        assertThat(start.note()).contains("349 of 355 tensors taken over", checkpoint.toString());
    }

    @Test
    void pretrainedNamesTheWeightsOfAFamilyMemberOrLeavesThemOut() throws Exception {
        Path checkpoint = checkpoint(1);

        StartingPoint taken = start(Map.of("model", "yolov8n.yaml", "pretrained", checkpoint.toString()), 1);
        StartingPoint left = start(Map.of("model", checkpoint.toString(), "pretrained", "False", "seed", "5"), 1);

        assertThat(taken.note()).contains("355 of 355");
        assertThat(floats(left.weights()))
                .isEqualTo(floats(InitialWeights.of(Architectures.describe("yolov8n", 1), 5)));
    }

    @Test
    void weightsThatDoNotSayTheirNetworkOrShareNothingWithItAreRefused() throws Exception {
        Path nameless = files.resolve("nameless.safetensors");
        SafetensorsFile.write(
                nameless, new Weights(List.of(WeightTensor.ofFloats("a", new long[] {1}, new float[] {1})), Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Map.of("model", nameless.toString()), 1))
                .withMessageContaining("does not say which network it is of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Map.of("model", "yolov8n.yaml", "pretrained", nameless.toString()), 1))
                .withMessageContaining("has no tensor in common with yolov8n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(Map.of("model", "yolov9z.yaml"), 1))
                .withMessageContaining("yolov9z");
    }

    @Test
    void weightsThatDoNotSayTheirNetworkAreKnownByTheirTensors() throws Exception {
        Path nameless = files.resolve("nameless.safetensors");
        Weights weights = InitialWeights.of(Architectures.describe("yolov8s", 2), 99);
        SafetensorsFile.write(nameless, new Weights(weights.tensors().values(), Map.of()));

        StartingPoint start = start(Map.of("model", nameless.toString()), 3);

        assertThat(start.network().name()).isEqualTo("yolov8s");
        assertThat(start.note()).contains("349 of 355 tensors taken over");
    }

    @Test
    void aCheckpointThatGivesItsNetworkTheNameOfAFileIsKnownByItsTensors() throws Exception {
        Path file = files.resolve("v5.safetensors");
        Weights weights = InitialWeights.of(Architectures.describe("yolov5nu", 2), 99);
        SafetensorsFile.write(file, new Weights(weights.tensors().values(), Map.of("architecture", "yolov5n")));

        StartingPoint start = start(Map.of("model", file.toString()), 2);

        assertThat(start.network().name()).isEqualTo("yolov5nu");
    }

    private Path checkpoint(int classes) throws Exception {
        Path file = files.resolve("checkpoint.safetensors");
        SafetensorsFile.write(file, InitialWeights.of(Architectures.describe("yolov8n", classes), 99));
        return file;
    }

    private static StartingPoint start(Map<String, String> given, int classes) throws Exception {
        return StartingPoint.of(TrainingArguments.parse(given).run(), classes);
    }

    private static float[] floats(Weights weights) {
        return weights.tensor(TENSOR).orElseThrow().toFloats();
    }
}
