package io.nerest.service.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuMetersTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void theOutputOfNvidiaSmiIsReadAndGpusThatDoNotTellTheirUtilisationAreKept() {
        assertThat(GpuUse.parse("0, 35, 2048, 143771\n1, [N/A], 12, 143771\nNo devices were found\n"))
                .containsExactly(
                        new GpuUse(0, 0.35, 2048 * MEBIBYTE, 143_771 * MEBIBYTE),
                        new GpuUse(1, Double.NaN, 12 * MEBIBYTE, 143_771 * MEBIBYTE));
    }

    @Test
    void eachGpuHasItsMetrics() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        GpuMeters.register(meters, () -> List.of(new GpuUse(0, 0.5, 10, 100), new GpuUse(1, 0.25, 20, 200)));

        assertThat(meters.get("nerest.gpu.utilisation.ratio")
                        .tag("gpu", "1")
                        .gauge()
                        .value())
                .isEqualTo(0.25);
        assertThat(meters.get("nerest.gpu.memory.used.bytes")
                        .tag("gpu", "0")
                        .gauge()
                        .value())
                .isEqualTo(10);
        assertThat(meters.get("nerest.gpu.memory.bytes").tag("gpu", "1").gauge().value())
                .isEqualTo(200);
    }

    @Test
    void withoutADriverOrIfItFailsThereAreNoMetrics() throws Exception {
        Path failing = Files.writeString(folder.resolve("failing-smi"), "#!/bin/sh\necho '0, 1, 2, 3'\nexit 9\n");
        Files.setPosixFilePermissions(failing, PosixFilePermissions.fromString("rwx------"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        GpuMeters.register(meters, new NvidiaSmi(folder.resolve("absent").toString())::read);
        GpuMeters.register(meters, new NvidiaSmi(failing.toString())::read);

        assertThat(meters.getMeters()).isEmpty();
    }
}
