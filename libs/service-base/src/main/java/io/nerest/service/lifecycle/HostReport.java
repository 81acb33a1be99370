package io.nerest.service.lifecycle;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * The version of the service, its processor and the space on its disk, at {@code /q/health/well}. It is always up: a full disk neither takes the
 * service out of use nor restarts it.
 */
@Wellness
@ApplicationScoped
public class HostReport implements HealthCheck {
    /** The name of this check. */
    public static final String NAME = "Host";

    private final String version;
    private final Path folder;

    HostReport(
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            @ConfigProperty(name = "nerest.work-dir", defaultValue = ".") String folder) {
        this.version = version;
        this.folder = Path.of(folder).toAbsolutePath();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder report = HealthCheckResponse.named(NAME)
                .up()
                .withData("version", version)
                .withData("processor", processor());
        try {
            FileStore disk = Files.getFileStore(existing(folder));
            report.withData("diskFreeBytes", disk.getUsableSpace()).withData("diskBytes", disk.getTotalSpace());
        } catch (IOException e) {
            report.withData("disk", "cannot be read: " + e.getMessage());
        }
        return report.build();
    }

    /** As Linux names it, with the number of cores that this process may use. */
    private static String processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse(System.getProperty("os.arch"))
                    + ", " + cores + " cores";
        } catch (IOException | UncheckedIOException e) {
            return System.getProperty("os.arch") + ", " + cores + " cores";
        }
    }

    /** The nearest parent that exists: the folder of work is created by its first use. */
    private static Path existing(Path folder) {
        Path parent = folder;
        while (!Files.exists(parent) && parent.getParent() != null) {
            parent = parent.getParent();
        }
        return parent;
    }
}
