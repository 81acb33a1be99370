package io.nerest.service.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReportTest {
    @TempDir
    Path folder;

    @Test
    void versionAndDiskAreReportedAlsoBeforeTheFolderOfWorkExists() {
        HealthCheckResponse report =
                new HostReport("1.2.3", folder.resolve("not/yet").toString()).call();

        assertThat(report.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        Map<String, Object> data = report.getData().orElseThrow();
        assertThat(data).containsEntry("version", "1.2.3");
        assertThat((String) data.get("processor"))
                .endsWith(", " + Runtime.getRuntime().availableProcessors() + " cores");
        assertThat((long) data.get("diskFreeBytes")).isPositive().isLessThanOrEqualTo((long) data.get("diskBytes"));
    }
}
