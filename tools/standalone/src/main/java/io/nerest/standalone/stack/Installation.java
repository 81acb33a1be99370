package io.nerest.standalone.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where this copy of Nerest lies, and what of it can be started.
 *
 * @param home the project's folder
 */
public record Installation(Path home) {

    /**
     * The installation that the launcher script named, or the nearest folder upwards that holds one.
     *
     * @throws IllegalStateException where there is none
     */
    public static Installation locate() {
        String named = System.getProperty("nerest.home");
        if (named != null) {
            return new Installation(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("nerest"))
                    && Files.isDirectory(folder.resolve("tools/standalone"))) {
                return new Installation(folder);
            }
        }
        throw new IllegalStateException(
                "no Nerest installation above " + Path.of("").toAbsolutePath()
                        + ": start it by its 'nerest' script, or name its folder by -Dnerest.home");
    }

    /** Class path of the embedded Kafka, PostgreSQL and S3. */
    public String platformClassPath() {
        Path target = home.resolve("tools/embedded-platform/target");
        Path system = home.resolve("libs/system/target/classes");
        return target.resolve("classes") + ":" + system + ":" + target.resolve("lib") + "/*";
    }

    /**
     * A service's runnable jar.
     *
     * @throws IllegalStateException where it is not built
     */
    public Path serviceJar(String service) {
        Path jar = home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run './nerest build'");
        }
        return jar;
    }

    /** The base checkpoint that comes with the project. */
    public Path baseCheckpoint() {
        return home.resolve("trainer-service/base/nerest-base-n.safetensors");
    }
}
