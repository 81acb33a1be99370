package io.nerest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An embedded platform on a temporary directory, which is deleted on close. */
final class TemporaryPlatform implements Platform {
    private final Path folder;
    private final EmbeddedPlatform platform;

    TemporaryPlatform(Path folder) {
        this.folder = folder;
        this.platform = EmbeddedPlatform.start(folder);
    }

    @Override
    public int port(PlatformPart part) {
        return platform.port(part);
    }

    @Override
    public void kill(PlatformPart part) {
        platform.kill(part);
    }

    @Override
    public void start(PlatformPart part) {
        platform.start(part);
    }

    @Override
    public void close() {
        platform.close();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the platform's folder " + folder + " could not be deleted", e);
        }
    }
}
