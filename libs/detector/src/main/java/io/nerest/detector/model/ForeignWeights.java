package io.nerest.detector.model;

import io.nerest.detector.architecture.TensorSpec;
import io.nerest.detector.weights.UnreadableWeightsException;
import io.nerest.detector.weights.WeightTensor;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.detector.weights.WeightsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a weights file of unknown origin and checks all that later users of a model rely on. No code in the file is executed,
 * also not that of a pickle.
 */
public final class ForeignWeights {
    private static final int LONGEST_NAME = 200;
    private static final Pattern SIDE = Pattern.compile("\\d{2,4}");
    private static final int STEP = 32;
    private static final int LONGEST_SIDE = 2048;
    private static final int DEFAULT_SIDE = 640;

    private ForeignWeights() {}

    /**
     * Reads a file of {@code torch.save} or safetensors.
     *
     * @param classNames by class id; empty to take those of the file
     * @return the network with exactly its own tensors, and metadata that names it, its classes and its image side
     * @throws UnreadableWeightsException if the file is damaged, or its architecture is unknown
     * @throws InvalidNetworkException if a weight is not finite, a variance is negative, or the class names cannot be used
     * @throws IOException if the file cannot be read
     */
    public static TrainedNetwork read(Path file, List<String> classNames) throws IOException {
        Weights weights = WeightsReader.read(file);
        TrainedNetwork network;
        try {
            network = TrainedNetwork.of(weights);
        } catch (IllegalArgumentException unknown) {
            throw new UnreadableWeightsException(file, String.valueOf(unknown.getMessage()), unknown);
        }
        List<String> names = names(network, classNames);
        List<WeightTensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (TensorSpec spec : network.description().tensors()) {
            WeightTensor tensor = weights.tensor(spec.name()).orElseThrow();
            bytes += tensor.elements() * tensor.type().bytes();
            if (bytes > 2 * Files.size(file)) {
                throw new UnreadableWeightsException(
                        file, "its tensors share storage: together they are longer than twice the file");
            }
            requireUsable(tensor);
            tensors.add(tensor);
        }
        Map<String, String> metadata = new HashMap<>(network.description().toMetadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(names));
        metadata.put(WeightsMetadata.IMGSZ, Integer.toString(imgsz(weights)));
        Optional.ofNullable(weights.metadata().get(WeightsMetadata.WITHOUT_ACTIVATION))
                .ifPresent(without -> metadata.put(WeightsMetadata.WITHOUT_ACTIVATION, without));
        return new TrainedNetwork(network.description(), new Weights(tensors, metadata), names);
    }

    private static List<String> names(TrainedNetwork network, List<String> given) throws InvalidNetworkException {
        int classes = network.description().classes();
        Map<String, String> metadata = network.weights().metadata();
        List<String> names = given.isEmpty() ? WeightsMetadata.names(metadata).orElse(List.of()) : given;
        if (names.isEmpty()) {
            throw new InvalidNetworkException(
                    "classNames", "the file has no class names; give the names of its " + classes + " classes");
        }
        if (names.size() != classes) {
            throw new InvalidNetworkException(
                    "classNames", names.size() + " class names are given, but the network has " + classes + " classes");
        }
        for (int id = 0; id < classes; id++) {
            String name = names.get(id);
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new InvalidNetworkException(
                        "classNames", "the name of class " + id + " must have 1 to " + LONGEST_NAME + " characters");
            }
            if (name.chars().anyMatch(Character::isISOControl) || !isWellFormed(name)) {
                throw new InvalidNetworkException("classNames", "the name of class " + id + " has control characters");
            }
            if (names.indexOf(name) < id) {
                throw new InvalidNetworkException(
                        "classNames",
                        "'" + name + "' is the name of class " + names.indexOf(name) + " and of class " + id);
            }
        }
        return names;
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void requireUsable(WeightTensor tensor) throws InvalidNetworkException {
        boolean variance = tensor.name().endsWith(".running_var");
        float[] values = tensor.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InvalidNetworkException(
                        "file", "value " + i + " of tensor '" + tensor.name() + "' is " + values[i]);
            }
            if (variance && values[i] < 0) {
                throw new InvalidNetworkException(
                        "file", "variance " + i + " of tensor '" + tensor.name() + "' is negative: " + values[i]);
            }
        }
    }

    private static int imgsz(Weights weights) {
        Matcher side = SIDE.matcher(weights.metadata().getOrDefault(WeightsMetadata.IMGSZ, ""));
        int pixels = side.find() ? Integer.parseInt(side.group()) : DEFAULT_SIDE;
        return pixels >= STEP && pixels <= LONGEST_SIDE && pixels % STEP == 0 ? pixels : DEFAULT_SIDE;
    }
}
