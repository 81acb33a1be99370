package io.nerest.standalone.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of this copy of Nerest and the programs in it.
 *
 * @param home the project directory
 */
public record Installation(Path home) {

    /**
     * Returns the installation that the launcher script passes as {@code nerest.home}, or the nearest parent directory
     * of the working directory that contains one.
     *
     * @throws IllegalStateException if there is none
     */
    public static Installation locate() {
        String home = System.getProperty("nerest.home");
        if (home != null) {
            return new Installation(Path.of(home).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("nerest"))
                    && Files.isDirectory(folder.resolve("tools/standalone"))) {
                return new Installation(folder);
            }
        }
        throw new IllegalStateException("no Nerest installation in "
                + Path.of("").toAbsolutePath()
                + " or a parent directory: run the 'nerest' script, or set -Dnerest.home to the installation");
    }

    /** Returns the class path of the embedded Kafka, PostgreSQL and S3. */
    public String platformClassPath() {
        Path target = home.resolve("tools/embedded-platform/target");
        return String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                home.resolve("libs/system/target/classes").toString(),
                target.resolve("lib") + "/*");
    }

    /**
     * Returns a service's runnable jar.
     *
     * @throws IllegalStateException if it is not built
     */
    public Path serviceJar(String service) {
        Path jar = home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run './nerest build'");
        }
        return jar;
    }

    /** Returns the base checkpoint that was trained on rendered streams: for such streams, as those of the demo. */
    public Path baseCheckpoint() {
        return home.resolve("trainer-service/base/nerest-base-n.safetensors");
    }

    /** Returns the base checkpoint that was trained on real fish: for real cameras. */
    public Path fishBaseCheckpoint() {
        return home.resolve("trainer-service/base/nerest-base-fish-n.safetensors");
    }
}
