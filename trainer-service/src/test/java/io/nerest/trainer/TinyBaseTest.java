package io.nerest.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.TinyArchitecture;
import io.nerest.detector.weights.SafetensorsFile;
import io.nerest.detector.weights.Weights;
import io.nerest.detector.weights.WeightsMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The base checkpoint of the tests of services and of stacks, in which training must be real but may be of any network.
 * {@code -Dnerest.docs.update=true} writes it.
 */
class TinyBaseTest {
    @TempDir
    private Path folder;

    @Test
    void theFileIsTheTinyArchitectureWithInitialWeights() throws Exception {
        Weights initial = InitialWeights.of(TinyArchitecture.describe(1), 1);
        Map<String, String> metadata = new HashMap<>(initial.metadata());
        metadata.put(WeightsMetadata.NAMES, WeightsMetadata.encodeNames(List.of("fish")));
        metadata.put(WeightsMetadata.IMGSZ, "64");
        Path expected = folder.resolve("expected.safetensors");
        SafetensorsFile.write(expected, new Weights(initial.tensors().values(), metadata));
        if (Boolean.getBoolean("nerest.docs.update")) {
            Files.write(SnapshotFixture.BASE, Files.readAllBytes(expected));
        }

        assertThat(SnapshotFixture.BASE)
                .as("stale; run this test with -Dnerest.docs.update=true")
                .hasSameBinaryContentAs(expected);
    }
}
