package io.nerest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The platform as three local processes, without containers. Its directory must not be shared; a later platform on the
 * same directory continues from its state.
 */
public final class EmbeddedPlatform implements Platform {
    private final Map<PlatformPart, PlatformPartProcess> parts = new EnumMap<>(PlatformPart.class);

    private EmbeddedPlatform(Path dataDir) {
        for (PlatformPart part : PlatformPart.values()) {
            List<Integer> taken =
                    parts.values().stream().map(PlatformPartProcess::port).toList();
            parts.put(part, new PlatformPartProcess(part, dataDir, options(part), taken));
        }
    }

    /** Starts all three parts in parallel and returns when all accept requests. */
    public static EmbeddedPlatform start(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the platform's directory " + dataDir, e);
        }
        EmbeddedPlatform platform = new EmbeddedPlatform(dataDir);
        try {
            platform.parts.values().forEach(PlatformPartProcess::launch);
            platform.parts.values().forEach(PlatformPartProcess::awaitReady);
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private static List<String> options(PlatformPart part) {
        return switch (part) {
            case KAFKA -> List.of("--topics", PlatformTopics.commandLineForm());
            case POSTGRES -> List.of("--databases", DATABASE, "--no-fsync");
            case S3 -> List.of("--access-key", S3_ACCESS_KEY, "--secret-key", S3_SECRET_KEY);
        };
    }

    private PlatformPartProcess process(PlatformPart part) {
        return Objects.requireNonNull(parts.get(part));
    }

    @Override
    public int port(PlatformPart part) {
        return process(part).port();
    }

    @Override
    public void kill(PlatformPart part) {
        process(part).kill();
    }

    /** Stops one part gracefully, by SIGTERM. */
    public void stop(PlatformPart part) {
        process(part).stop();
    }

    @Override
    public void start(PlatformPart part) {
        process(part).launch();
        process(part).awaitReady();
    }

    @Override
    public void close() {
        parts.values().forEach(PlatformPartProcess::requestStop);
        parts.values().forEach(PlatformPartProcess::stop);
    }
}
