package io.nerest.trainer;

import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A base checkpoint of a network with few channels, for one class of fish. Most of the time of a training in a test would
 * pass with copying, hashing and sending the weights of a usual one.
 */
public final class TinyBaseResource implements QuarkusTestResourceLifecycleManager {
    static final Path FILE = Path.of("target", "tiny-base.safetensors").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        NetworkDescription network = TinyArchitecture.describe(1);
        Weights random = InitialWeights.of(network, 1);
        Map<String, String> metadata = new HashMap<>(random.metadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(List.of("fish")));
        metadata.put(WeightsMetadata.IMGSZ, "64");
        try {
            Files.createDirectories(FILE.getParent());
            SafetensorsFile.write(FILE, new Weights(random.tensors().values(), metadata));
        } catch (IOException e) {
            throw new UncheckedIOException("no place for the base checkpoint", e);
        }
        return Map.of("nerest.trainer.base-checkpoint", FILE.toString());
    }

    @Override
    public void stop() {}
}
