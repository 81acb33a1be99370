package io.nerest.detector.probe;

import static io.nerest.detector.probe.SpeedProbeTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.architecture.Architectures;
import io.nerest.detector.architecture.InitialWeights;
import io.nerest.detector.architecture.NetworkDescription;
import io.nerest.detector.engine.EngineKind;
import io.nerest.detector.model.TrainedNetwork;
import io.nerest.detector.torch.ComputeDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProbeTest {
    @TempDir
    Path folder;

    @Test
    void overrideOfTheEnvironmentWinsWithoutAProbe() {
        EngineProbe probe = probe(Map.of(EngineProbe.OVERRIDE, "torchscript-fp32"));

        EngineKind chosen = probe.choose(KEY, List.of(failing("onnx-fp32"), failing("torchscript-fp32")));

        assertThat(chosen).isEqualTo(EngineKind.TORCHSCRIPT_FP32);
    }

    @Test
    void onlyAvailableEngineIsChosenWithoutAProbe() {
        EngineKind chosen = probe(Map.of()).choose(KEY, List.of(failing("torchscript-fp32")));

        assertThat(chosen).isEqualTo(EngineKind.TORCHSCRIPT_FP32);
    }

    @Test
    void overrideThatNamesNoEngineIsRejected() {
        EngineProbe probe = probe(Map.of(EngineProbe.OVERRIDE, "tensorrt"));

        assertThatThrownBy(() -> probe.choose(KEY, List.of(failing("onnx-fp32"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tensorrt");
    }

    @Test
    void choosesAnEngineAtMostTenPercentSlowerThanTheFastest() {
        NetworkDescription description = Architectures.describe("yolov8n", 1);
        TrainedNetwork network = new TrainedNetwork(description, InitialWeights.of(description, 0), List.of("fish"));

        ProbeResult result = probe(Map.of()).measure(network, ComputeDevice.CPU, 64, 2, 1);

        double best = result.imagesPerSecond().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        assertThat(result.imagesPerSecond()).containsKeys("onnx-fp32", "torchscript-fp32");
        assertThat(result.imagesPerSecond().get(result.choice()) * 1.1).isGreaterThanOrEqualTo(best);
    }

    private EngineProbe probe(Map<String, String> environment) {
        return new EngineProbe(new SpeedProbe(new ProbeCache(folder), System::nanoTime, () -> 0), environment);
    }

    private static Candidate failing(String name) {
        return new Candidate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Workload prepare() {
                throw new AssertionError("no probe is needed");
            }
        };
    }
}
