package io.nerest.detector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.detector.torch.ComputeDevice;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionProbeTest {
    @TempDir
    Path folder;

    @Test
    void measuresForwardAndBackwardPassesInBothPrecisions() {
        ProbeResult result = probe(Map.of()).measure(ComputeDevice.CPU, 1);

        assertThat(result.imagesPerSecond()).containsOnlyKeys("float32", "bfloat16");
    }

    @Test
    void overrideOfTheEnvironmentWinsWithoutAProbe() {
        assertThat(probe(Map.of(PrecisionProbe.OVERRIDE, "bfloat16")).prefersBfloat16(ComputeDevice.CPU, 1))
                .isTrue();
        assertThat(probe(Map.of(PrecisionProbe.OVERRIDE, "float32")).prefersBfloat16(ComputeDevice.CPU, 1))
                .isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void overrideThatNamesNoPrecisionIsRejected() {
        PrecisionProbe probe = probe(Map.of(PrecisionProbe.OVERRIDE, "fp8"));

        assertThatThrownBy(() -> probe.prefersBfloat16(ComputeDevice.CPU, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fp8");
    }

    private PrecisionProbe probe(Map<String, String> environment) {
        return new PrecisionProbe(new SpeedProbe(new ProbeCache(folder), System::nanoTime, () -> 0), environment);
    }
}
