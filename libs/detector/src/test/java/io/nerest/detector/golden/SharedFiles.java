package io.nerest.detector.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The reference's numbers and the data sets, which lie beside the repository rather than in it: the folder named by the
 * system property {@code nerest.shared} or by {@code NEREST_SHARED}, or else {@code ../shared} of the repository's root.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** The file or folder at the given place in the shared folder; where it is absent, the test is skipped. */
    public static Path require(String relative) {
        Path path = root().resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
        return path;
    }

    private static Path root() {
        return Optional.ofNullable(System.getProperty("nerest.shared"))
                .or(() -> Optional.ofNullable(System.getenv("NEREST_SHARED")))
                .map(Path::of)
                .orElseGet(() -> repositoryRoot().resolveSibling("shared"));
    }

    /** The folder that holds the Maven wrapper. */
    private static Path repositoryRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no repository above " + Path.of("").toAbsolutePath());
    }
}
