package io.nerest.deployment.expected;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of this repository. */
public final class SourceTree {
    public static final Path ROOT = root();
    public static final Path KUBERNETES = ROOT.resolve("k8s");
    public static final List<String> SERVICES = List.of("console", "ingest", "scoring", "selector", "trainer");

    private SourceTree() {}

    /** Returns the folder of a service's module. */
    static String module(String service) {
        return service.equals("console") ? service : service + "-service";
    }

    /** Returns the text of a file, by its path from the root. */
    public static String text(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no repository above " + Path.of("").toAbsolutePath());
    }
}
