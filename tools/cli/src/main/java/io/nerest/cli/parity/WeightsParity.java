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

/** Checks the sizes of the networks, the names and shapes of their tensors, and two formats of one checkpoint. */
final class WeightsParity {
    private WeightsParity() {}

    static List<Check> checks(GoldenFolder golden) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : golden.json("family.json").properties()) {
            String[] words = entry.getKey().split(" nc=", 2);
            NetworkDescription network = Architectures.describe(words[0], Integer.parseInt(words[1]));
            LargestDifference largest = new LargestDifference();
            largest.absolute(
                    (double) network.parameters(),
                    entry.getValue().get("parameters").asDouble(),
                    "parameters");
            largest.absolute(
                    network.tensors().size(), entry.getValue().get("tensors").asDouble(), "tensors");
            checks.add(largest.check(
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
        LargestDifference largest = new LargestDifference();
        List<TensorSpec> tensors = Architectures.describe("yolov8n", 1).tensors();
        for (TensorSpec tensor : tensors) {
            JsonNode shape = expected.path(tensor.name());
            long[] sides = StreamSupport.stream(shape.spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .toArray();
            if (shape.isMissingNode() || !Arrays.equals(sides, tensor.shape())) {
                largest.count(tensor.name());
            }
        }
        largest.absolute(tensors.size(), expected.size(), "number of tensors");
        return largest.check("names and shapes of the state", 0);
    }

    private static Check sameTensors(Weights checkpoint, Weights safetensors) {
        LargestDifference largest = new LargestDifference();
        for (WeightTensor tensor : safetensors.tensors().values()) {
            checkpoint
                    .tensor(tensor.name())
                    .filter(other -> Arrays.equals(other.shape(), tensor.shape()))
                    .ifPresentOrElse(
                            other -> differences(other.toFloats(), tensor.toFloats(), tensor.name(), largest),
                            () -> largest.count(tensor.name()));
        }
        largest.absolute(checkpoint.tensors().size(), safetensors.tensors().size(), "number of tensors");
        return largest.check(
                "%d tensors of the .pt and the safetensors"
                        .formatted(safetensors.tensors().size()),
                0);
    }

    private static void differences(float[] actual, float[] expected, String name, LargestDifference largest) {
        for (int i = 0; i < expected.length; i++) {
            largest.absolute(actual[i], expected[i], name);
        }
    }
}
