package io.nerest.training.run;

import io.nerest.arguments.training.RunArguments;
import io.nerest.detector.architecture.ArchitectureFile;
import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.WeightTransfer;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.nerest.detector.weights.WeightsReader;
import io.nerest.system.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The network and weights that a run starts with.
 *
 * @param network for the data set's classes
 * @param weights for every tensor of it
 * @param isBase whether all weights are those of a checkpoint, so that the network can detect before it is trained
 * @param note log line with the network and the source of its weights
 */
record StartingPoint(NetworkDescription network, Weights weights, boolean isBase, String note) {

    /**
     * Reads the arguments {@code model} and {@code pretrained}.
     *
     * @param classes of the data set
     * @throws IllegalArgumentException if the model is neither a known network nor a weights file that names one
     * @throws IOException if a weights file cannot be read
     */
    static StartingPoint of(RunArguments arguments, int classes) throws IOException {
        String pretrained = arguments.pretrained();
        boolean fresh = pretrained.equalsIgnoreCase("false");
        boolean named = pretrained.equalsIgnoreCase("true");
        if (isNetworkName(arguments.model())) {
            NetworkDescription network = named(arguments.model(), classes);
            return fresh || named
                    ? fresh(network, arguments.seed())
                    : transferred(network, WeightsReader.read(Path.of(pretrained)), pretrained, arguments.seed());
        }
        Weights checkpoint = WeightsReader.read(Path.of(arguments.model()));
        NetworkDescription network = describe(arguments.model(), checkpoint, classes);
        if (fresh) {
            return fresh(network, arguments.seed());
        }
        return named
                ? transferred(network, checkpoint, arguments.model(), arguments.seed())
                : transferred(network, WeightsReader.read(Path.of(pretrained)), pretrained, arguments.seed());
    }

    /** Returns the network named by a run's own weights, which are restored afterwards. */
    static StartingPoint ofRun(Path weights, int classes) throws IOException {
        Weights checkpoint = WeightsReader.read(weights);
        NetworkDescription network = describe(weights.toString(), checkpoint, classes);
        return transferred(network, checkpoint, weights.toString(), 0);
    }

    /** Returns the metadata of this network's weights. */
    Map<String, String> metadata(List<String> classNames, int imgsz) {
        Map<String, String> metadata = new HashMap<>();
        metadata.putAll(network.toMetadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(classNames));
        metadata.put(WeightsMetadata.IMGSZ, Integer.toString(imgsz));
        String bare = weights.metadata().get(WeightsMetadata.WITHOUT_ACTIVATION);
        if (bare != null) {
            metadata.put(WeightsMetadata.WITHOUT_ACTIVATION, bare);
        }
        return metadata;
    }

    private static boolean isNetworkName(String model) {
        String lower = model.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml")
                || lower.endsWith(".yml")
                || (!Files.exists(Path.of(model)) && !lower.contains("."));
    }

    /** An architecture file if there is one, else a network known by its name. */
    private static NetworkDescription named(String model, int classes) throws IOException {
        Path file = Path.of(model);
        if (!Files.isRegularFile(file)) {
            return Architectures.describe(model, classes);
        }
        String stem = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.ya?ml$", "");
        return ArchitectureFile.parse(stem, TextFile.read(file)).describe(classes);
    }

    private static StartingPoint fresh(NetworkDescription network, long seed) {
        return new StartingPoint(
                network,
                InitialWeights.of(network, seed),
                false,
                "model: %s, %,d parameters, random weights of seed %d"
                        .formatted(network.name(), network.parameters(), seed));
    }

    private static StartingPoint transferred(NetworkDescription network, Weights checkpoint, String source, long seed) {
        WeightTransfer transfer = WeightTransfer.into(network, checkpoint, seed);
        if (transfer.taken() == 0) {
            throw new IllegalArgumentException("%s has no tensor in common with %s".formatted(source, network.name()));
        }
        return new StartingPoint(
                network,
                transfer.weights(),
                transfer.fresh().isEmpty(),
                "model: %s, %,d parameters, %s (%s)"
                        .formatted(network.name(), network.parameters(), transfer.summary(), source));
    }

    /** Returns the network whose tensors match the weights, or else the one named in their metadata. */
    private static String networkName(String file, Weights checkpoint) {
        String said = checkpoint.metadata().get(WeightsMetadata.ARCHITECTURE);
        try {
            return TrainedNetwork.of(checkpoint).description().name();
        } catch (IllegalArgumentException unknown) {
            if (said != null) {
                return said;
            }
            throw new IllegalArgumentException(
                    "%s does not say which network it is of, and %s; name it: model=yolov8n.yaml pretrained=%s"
                            .formatted(file, unknown.getMessage(), file),
                    unknown);
        }
    }

    private static NetworkDescription describe(String file, Weights checkpoint, int classes) {
        NetworkDescription network = checkpoint.metadata().containsKey(WeightsMetadata.DEFINITION)
                ? Architectures.describe(checkpoint.metadata(), "network", classes)
                : Architectures.describe(networkName(file, checkpoint), classes);
        String bare = checkpoint.metadata().getOrDefault(WeightsMetadata.WITHOUT_ACTIVATION, "");
        return bare.isBlank() ? network : network.withoutActivation(Set.of(bare.split(",", -1)));
    }
}
