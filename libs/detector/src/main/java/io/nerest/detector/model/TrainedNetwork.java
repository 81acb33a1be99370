package io.nerest.detector.model;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A network with its weights and class names.
 *
 * @param description the network
 * @param weights a tensor for each of {@link NetworkDescription#tensors()}, with the shape given there
 * @param classNames by class id; as many as the network has classes
 */
public record TrainedNetwork(NetworkDescription description, Weights weights, List<String> classNames) {

    public TrainedNetwork {
        classNames = List.copyOf(classNames);
        if (classNames.size() != description.classes()) {
            throw new IllegalArgumentException("a network of %d classes cannot have %d class names"
                    .formatted(description.classes(), classNames.size()));
        }
        mismatch(description, weights).ifPresent(problem -> {
            throw new IllegalArgumentException(
                    "the weights are not those of %s: %s".formatted(description.name(), problem));
        });
    }

    /**
     * Reads a weights file of any format and identifies its architecture.
     *
     * @throws UnreadableWeightsException if the file is damaged, or its architecture is unknown
     * @throws IOException if the file cannot be read
     */
    public static TrainedNetwork read(Path file) throws IOException {
        Weights weights = WeightsReader.read(file);
        try {
            return of(weights);
        } catch (IllegalArgumentException unknown) {
            throw new UnreadableWeightsException(file, String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /**
     * Identifies the network of these weights: the one named in their metadata if its tensors match, else the one whose
     * tensors match in name and shape.
     *
     * @throws IllegalArgumentException if none matches; the message names the closest
     */
    public static TrainedNetwork of(Weights weights) {
        int classes = classes(weights);
        if (weights.metadata().containsKey(WeightsMetadata.DEFINITION)) {
            return ofFile(weights, classes);
        }
        List<String> candidates = new ArrayList<>();
        String named = weights.metadata().getOrDefault(WeightsMetadata.ARCHITECTURE, "");
        if (!named.isEmpty()) {
            candidates.add(named);
        }
        candidates.addAll(Architectures.names());
        String closest = "";
        for (String candidate : candidates) {
            NetworkDescription description;
            try {
                description = Architectures.describe(candidate, classes);
            } catch (IllegalArgumentException unknown) {
                closest = String.valueOf(unknown.getMessage());
                continue;
            }
            Optional<String> mismatch = mismatch(description, weights);
            if (mismatch.isEmpty()) {
                return new TrainedNetwork(
                        withActivationsOf(weights, description), weights, classNames(weights, classes));
            }
            if (closest.isEmpty()) {
                closest = "%s differs: %s".formatted(candidate, mismatch.get());
            }
        }
        throw new IllegalArgumentException("its %d tensors match no known architecture (%s)"
                .formatted(weights.tensors().size(), closest));
    }

    /** The network that the metadata describes. */
    private static TrainedNetwork ofFile(Weights weights, int classes) {
        NetworkDescription description = Architectures.describe(weights.metadata(), "network", classes);
        mismatch(description, weights).ifPresent(problem -> {
            throw new IllegalArgumentException("its tensors are not those of its architecture file: " + problem);
        });
        return new TrainedNetwork(withActivationsOf(weights, description), weights, classNames(weights, classes));
    }

    /** Returns the side of the training images in pixels; 640 if unknown. */
    public int imgsz() {
        String imgsz = weights.metadata().getOrDefault(WeightsMetadata.IMGSZ, "640");
        return imgsz.matches("\\d{2,4}") ? Integer.parseInt(imgsz) : 640;
    }

    private static NetworkDescription withActivationsOf(Weights weights, NetworkDescription description) {
        String without = weights.metadata().getOrDefault(WeightsMetadata.WITHOUT_ACTIVATION, "");
        return without.isEmpty() ? description : description.withoutActivation(Set.of(without.split(",")));
    }

    private static int classes(Weights weights) {
        return weights.tensors().values().stream()
                .filter(tensor ->
                        tensor.name().matches("model\\.\\d+\\.cv3\\.0\\.2\\.weight") && tensor.shape().length == 4)
                .map(tensor -> Math.toIntExact(tensor.shape()[0]))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("it holds no detection head (no model.N.cv3.0.2.weight)"));
    }

    private static List<String> classNames(Weights weights, int classes) {
        List<String> names = WeightsMetadata.names(weights.metadata()).orElse(List.of());
        return names.size() == classes
                ? names
                : IntStream.range(0, classes).mapToObj(id -> "class" + id).toList();
    }

    private static Optional<String> mismatch(NetworkDescription description, Weights weights) {
        for (TensorSpec spec : description.tensors()) {
            WeightTensor tensor = weights.tensor(spec.name()).orElse(null);
            if (tensor == null) {
                return Optional.of("tensor '%s' is missing".formatted(spec.name()));
            }
            if (!Arrays.equals(tensor.shape(), spec.shape())) {
                return Optional.of("tensor '%s' has shape %s, not %s"
                        .formatted(spec.name(), Arrays.toString(tensor.shape()), Arrays.toString(spec.shape())));
            }
        }
        return Optional.empty();
    }
}
