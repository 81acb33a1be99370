package io.nerest.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Sizes of the networks, names and shapes of their tensors, and the two forms of the same checkpoint. */
final class WeightsParity {
    private WeightsParity() {}

    static List<Check> checks(GoldenFolder golden) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : golden.json("family.json").properties()) {
            String[] words = entry.getKey().split(" nc=", 2);
            NetworkDescription network = Architectures.describe(words[0], Integer.parseInt(words[1]));
            Worst worst = new Worst();
            worst.absolute(
                    (double) network.parameters(),
                    entry.getValue().get("parameters").asDouble(),
                    "parameters");
            worst.absolute(
                    network.tensors().size(), entry.getValue().get("tensors").asDouble(), "tensors");
            checks.add(worst.check(
                    "%s: %,d parameters, %d tensors"
                            .formatted(
                                    entry.getKey(),
                                    network.parameters(),
                                    network.tensors().size()),
                    0));
        }
        checks.add(shapes(golden.json("state_dict_shapes.json")));
        checks.add(sameTensors(
                WeightsReader.read(golden.file("yolov8n_fish.pt")),
                WeightsReader.read(golden.file("yolov8n_fish.safetensors"))));
        return checks;
    }

    private static Check shapes(JsonNode expected) {
        Worst worst = new Worst();
        List<TensorSpec> tensors = Architectures.describe("yolov8n", 1).tensors();
        for (TensorSpec tensor : tensors) {
            JsonNode shape = expected.path(tensor.name());
            long[] sides = StreamSupport.stream(shape.spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            if (shape.isMissingNode() || !Arrays.equals(sides, tensor.shape())) {
                worst.count(tensor.name());
            }
        }
        worst.absolute(tensors.size(), expected.size(), "number of tensors");
        return worst.check("names and shapes of the state", 0);
    }

    private static Check sameTensors(Weights checkpoint, Weights safetensors) {
        Worst worst = new Worst();
        for (WeightTensor tensor : safetensors.tensors().values()) {
            checkpoint
                    .tensor(tensor.name())
                    .filter(other -> Arrays.equals(other.shape(), tensor.shape()))
                    .ifPresentOrElse(
                            other -> differences(other.toFloats(), tensor.toFloats(), tensor.name(), worst),
                            () -> worst.count(tensor.name()));
        }
        worst.absolute(checkpoint.tensors().size(), safetensors.tensors().size(), "number of tensors");
        return worst.check(
                "%d tensors of the .pt and the safetensors"
                        .formatted(safetensors.tensors().size()),
                0);
    }

    private static void differences(float[] actual, float[] expected, String name, Worst worst) {
        for (int i = 0; i < expected.length; i++) {
            worst.absolute(actual[i], expected[i], name);
        }
    }
}
