package io.nerest.detector.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Reference output and data sets that are not part of the repository: the folder named by the system property {@code nerest.shared} or the environment variable
 * {@code NEREST_SHARED}, else {@code ../shared} of the repository's root.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** Returns a file or folder of the shared folder; skips the test if it is missing. */
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

    /** Returns the folder with the Maven wrapper. */
    private static Path repositoryRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no repository above " + Path.of("").toAbsolutePath());
    }
}
